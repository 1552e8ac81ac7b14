import type { Range } from '../../syntax/index.js'
import { isSecretName } from './names.js'

/**
 * Whether the text after a name is a sentence and not a value: `number of passes`, `is explained
 * below`.
 */
export function isProse(text: string): boolean {
  return VERB.test(text) || (SENTENCE.test(text) && FUNCTION_WORD.test(text.slice(0, 80)))
}

const VERB =
  /^\s{0,8}(?:is|are|was|were|has|have|had|must|can|may|should|shall|will|would|does|do|which|that|see|for|of|if|when|not)\s{1,4}[a-z]/

const SENTENCE = /^\s{0,8}[A-Za-z][a-z]*(?: [a-z'-]+){2}/

const FUNCTION_WORD =
  /\b(?:of|the|a|an|is|are|for|to|in|on|by|with|which|that|when|if|and|or|from|as|be|per)\b/

/**
 * The secrets that a comment tells in words: `db password is x`, `set password to x`, `password|x`,
 * `"password","x"`. In order; the time is proportional to the length of the text.
 */
export function toldSecrets(text: string): Range[] {
  const found: Range[] = []
  for (const match of text.matchAll(TOLD)) {
    const { index } = match
    if (!isNamedBefore(text, index)) continue
    const [start, end] = match.indices?.groups?.told ?? [0, 0]
    if (isTold(text, start, end)) found.push({ start, end })
  }
  return found
}

const TOLD =
  /(?:\s{1,8}(?:is|was|are|to|as)(?: now)?\s{1,8}["'`]?|["']\s{0,4},\s{0,4}["']|\s?\|\s?)(?<told>[^\s"'`|,;]+)/dg

function isNamedBefore(text: string, at: number): boolean {
  const before = /[\w-]+(?: [\w-]+)?$/.exec(text.slice(Math.max(0, at - 64), at))?.[0] ?? ''
  return isSecretName(before) || isSecretName(before.replace(/^.* /, ''))
}

/** Whether a word can be a secret: it has signs or inner capitals, or it is the last word. */
function isTold(text: string, start: number, end: number): boolean {
  const word = text.slice(start, end).replace(/[.,;:!?)]+$/, '')
  if (word === '' || /^[%$:<{*]/.test(word)) return false
  if (!/^[A-Za-z]?[a-z]*$/.test(word)) return true
  const isLast = /^["'`.]?\s*(?:\*\/)?\s*$/.test(text.slice(end, end + 16))
  return isLast && !SAID.test(word)
}

/** Matches words that sentences say about passwords. */
const SAID =
  /^(?:it|yes|no|not|on|off|true|false|none|null|a|the|this|that|here|there|above|below|empty|blank|unset|set|\w{3,}ed|\w{3,}ing|\w{3,}able|optional|necessary|mandatory|secret|unknown|known|hidden|kept|sent|read|given|shown|taken|written|wrong|right|correct|invalid|valid|missing|weak|strong|short|long|different|plain|plaintext|clear|cleartext|public|private|file|files|database|vault|disk|user|users|server|servers|client|clients|connect|log|use|anyone|anybody|everybody|nobody|them|someone|well|text|base64|hex|string|strings|number|value|values|usual|follows)$/i

import type { KeptAnswer, KeptStatus, NodeAnswer } from '../../../cluster/broadcasts/index.js'
import { decodeUtf8 } from '../../../syntax/utf8.js'
import { MESSAGES } from '../../messages.js'

/** What became of a command on a node, in words; `ok` where there is nothing more to say. */
const WORDS: Readonly<Record<KeptStatus, string>> = {
  ok: 'ok',
  failed: 'failed',
  unauthorised: 'not authorised',
  'timed-out': 'timed out',
  'too-long': 'too long, not whole',
  unavailable: 'console not available',
  cut: 'parts are missing',
  'no-room': 'not kept, no room',
}

/** `failed`, `ok, late` */
export function statusWords({ status, isLate }: KeptAnswer): string {
  return isLate ? `${WORDS[status]}, ${MESSAGES.late}` : WORDS[status]
}

/** The words in parentheses behind a node; undefined for an answer that is as it should be. */
export function remark({ answer }: NodeAnswer): string | undefined {
  if (answer === undefined) return MESSAGES.noResponseYet
  const words = statusWords(answer)
  return words === WORDS.ok ? undefined : words
}

/** An answer as lines: bytes that are no UTF-8 stay as they are. */
export function answerLines(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes)
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}

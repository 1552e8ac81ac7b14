import type { MarkupContent } from 'vscode-languageserver'
import { harmless } from '../../../report/index.js'
import type { Client } from '../../server/client.js'

/** The longest line and the most lines of a text in a hover. */
const LONGEST = 300
const MOST_LINES = 80

/** A text for people as it is printed, which nothing in it can break out of. */
export interface PlainBlock {
  readonly heading?: string
  readonly text: string
}

/** Blocks of text, one below the other, as the client can show them. */
export function markup(blocks: readonly PlainBlock[], { markdown }: Client): MarkupContent {
  const parts = blocks.map(({ heading, text }) => {
    const shown = shortened(text)
    if (!markdown) return heading === undefined ? shown : `${harmless(heading)}\n\n${shown}`
    // An editor colours a block without a language as the file that it stands over.
    const fenced = codeBlock(shown, 'text')
    return heading === undefined ? fenced : `${codeSpan(heading)}\n\n${fenced}`
  })
  return markdown
    ? { kind: 'markdown', value: parts.join('\n\n') }
    : { kind: 'plaintext', value: parts.join('\n\n') }
}

/** Text as a block of code: its fence is longer than every run of backticks in it. */
export function codeBlock(text: string, language = ''): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${fence}${language}\n${text}\n${fence}`
}

/** Text on one line as code. */
export function codeSpan(text: string): string {
  const line = harmless(text.replace(/\s+/g, ' '))
  const marks = '`'.repeat(longestRun(line) + 1)
  const gap = /^[` ]|[` ]$/.test(line) ? ' ' : ''
  return `${marks}${gap}${line}${gap}${marks}`
}

function longestRun(text: string): number {
  let longest = 0
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length)
  return longest
}

/** A text without what a terminal would interpret, and no longer than anybody reads. */
function shortened(text: string): string {
  const lines = text.trimEnd().split('\n')
  const shown = lines.slice(0, MOST_LINES).map((line) => {
    const safe = harmless(line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line)
    return safe.trimEnd()
  })
  const rest = lines.length - shown.length
  if (rest > 0) shown.push(`… and ${rest} more lines`)
  return shown.join('\n')
}

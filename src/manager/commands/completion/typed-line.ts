import { ConsoleError, splitWords, type Word } from '../../../console/index.js'

/** A line as far as it is typed: the words before the one at the cursor, and that one. */
export interface TypedLine {
  readonly words: readonly Word[]
  /** What stands at the cursor, as typed; empty behind a blank. */
  readonly partial: string
  /** What a word has to begin with that fits, in lower case and without a quote. */
  readonly wanted: string
}

/** @returns undefined within an array or a dictionary, where nothing can be offered */
export function typedLine(text: string): TypedLine | undefined {
  const quote = openQuote(text)
  if (quote !== undefined) return lineOf(text, quote)
  try {
    const last = splitWords(text).at(-1)
    const isBehindIt = last === undefined || !text.endsWith(last.text) || last.kind === 'equals'
    return lineOf(text, isBehindIt ? text.length : text.length - last.text.length)
  } catch (error) {
    if (error instanceof ConsoleError) return undefined
    throw error
  }
}

/** @throws ConsoleError */
function lineOf(text: string, start: number): TypedLine | undefined {
  const partial = text.slice(start)
  const wanted = partial
    .replace(/^"/, '')
    .replace(/\\(["\\])/g, '$1')
    .toLowerCase()
  try {
    return { words: splitWords(text.slice(0, start)), partial, wanted }
  } catch (error) {
    if (error instanceof ConsoleError) return undefined
    throw error
  }
}

/** Where a string begins that is not closed. */
function openQuote(text: string): number | undefined {
  let open: number | undefined
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') open = open === undefined ? at : undefined
    else if (open !== undefined && text[at] === '\\') at++
  }
  return open
}

import type { Candidate } from '../../protocol/index.js'
import { harmlessText } from '../harmless.js'
import { TEXTS } from '../texts.js'
import type { Possibilities } from './line-editor.js'

/** The most columns that the words before descriptions take. */
const WIDEST_WORD = 28

/** What all words begin with, in any case; in the spelling of the first one. */
export function commonBeginning(words: readonly string[]): string {
  const [first = '', ...others] = words
  let length = first.length
  for (const other of others) {
    let same = 0
    while (same < length && sameLetter(first[same], other[same])) same++
    length = same
  }
  return first.slice(0, length)
}

function sameLetter(a: string | undefined, b: string | undefined): boolean {
  return a?.toLowerCase() === b?.toLowerCase()
}

/** Words side by side, in columns that are read downwards. */
export function wordColumns({ candidates, more }: Possibilities, columns: number): string[] {
  const words = candidates.map(({ word }) => oneLine(word))
  const width = Math.min(Math.max(...words.map((word) => word.length)) + 2, columns)
  const across = Math.max(1, Math.floor(columns / width))
  const rows = Math.ceil(words.length / across)
  const lines = Array.from({ length: rows }, (_, row) =>
    words
      .filter((_, index) => index % rows === row)
      .map((word) => word.padEnd(width))
      .join('')
      .trimEnd(),
  )
  return more ? [...lines, TEXTS.andMore] : lines
}

/** Each word with its description and, below that, its value and where that was set. */
export function describedWords({ candidates, more }: Possibilities, columns: number): string[] {
  if (candidates.length === 0) return [TEXTS.nothingFits]
  const longest = Math.max(...candidates.map(({ word }) => oneLine(word).length))
  const width = Math.min(longest, WIDEST_WORD)
  const lines = candidates.flatMap((candidate) => described(candidate, width, columns))
  return more ? [...lines, TEXTS.andMore] : lines
}

function described(candidate: Candidate, width: number, columns: number): string[] {
  const word = oneLine(candidate.word)
  const description = oneLine(candidate.description)
  const head = `  ${word.padEnd(width)}`
  const room = columns - 1
  const lines: string[] = []
  const below = ' '.repeat(width + 4)
  // A long word has the line for itself.
  if (word.length > width && description !== '') lines.push(head, `${below}${description}`)
  else lines.push(`${head}  ${description}`.trimEnd())
  const now = valueText(candidate, room - below.length)
  if (now !== '') lines.push(`${below}${now}`)
  return lines.map((line) => cut(line, room))
}

/** `= 0600   eccluster.conf:31:3`: of a place the end counts, and more than the end of a value. */
function valueText({ value, where }: Candidate, room: number): string {
  const place = where === undefined ? '' : cutLeft(oneLine(where), room - 20)
  if (value === undefined) return place
  const left = Math.max(room - place.length - 5, 12)
  return `= ${cut(oneLine(value), left)}${place === '' ? '' : `   ${place}`}`
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(most - 1, 0))}…`
}

function cutLeft(text: string, most: number): string {
  return text.length <= most ? text : `…${text.slice(text.length - Math.max(most - 1, 0))}`
}

function oneLine(text: string): string {
  return harmlessText(text).replace(/[\t\n]/g, ' ')
}

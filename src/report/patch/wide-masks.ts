import type { Document } from '../../../grammar/index.js'
import { inOrder } from '../../schema/secrets/shapes.js'
import { type Range, rangesWithin } from '../../syntax/index.js'
import type { DiffFile } from './unified.js'

/**
 * The secrets of a changed text whose masks may hide more than the secret. A password may hold blanks
 * and signs, so nothing tells its end from text behind it that a shell executes, or that says where
 * the value goes.
 * @param secrets those in the text, in order
 * @param places what is new in it
 */
export function wideMasks(
  document: Document,
  secrets: readonly Range[],
  places: readonly Range[],
): Range[] {
  const { source } = document
  const lines = places.map(({ start, end }) => ({
    start: source.lineStart(source.lineAt(start)),
    end: source.lineStart(source.lineAt(end) + 1),
  }))
  // A secret of several lines may be within the lines of several places.
  const found = new Set(inOrder(lines).flatMap((each) => rangesWithin(secrets, each)))
  const wide = [...found].filter((range) => isWide(source.text, range))
  if (wide.length === 0) return []
  // What stands in a comment is used by nobody.
  const comments = document
    .comments()
    .map(({ start, text }) => ({ start, end: start + text.length }))
  return wide.filter((range) =>
    rangesWithin(comments, range).every(({ start, end }) => start > range.start || end < range.end),
  )
}

/** What is to be said of masks that may hide more than a secret, for each file of a preview. */
export function maskNotes(files: readonly DiffFile[]): string[] {
  return files.flatMap(({ name, newName = name, after }) => {
    const { source, wideMasks = [] } = after ?? {}
    if (source === undefined || wideMasks.length === 0) return []
    const lines = [...new Set(wideMasks.map(({ start }) => source.lineAt(start)))]
    const named = lines.slice(0, MOST_LINES).join(', ')
    const more = lines.length > MOST_LINES ? ' and others' : ''
    const where = `${lines.length === 1 ? 'line' : 'lines'} ${named}${more}`
    return `${newName}: what the mask hides in ${where} may be more than a secret; --show-secrets shows it`
  })
}

const MOST_LINES = 10

/** Whether a hidden text may be more than a secret. */
function isWide(text: string, { start, end }: Range): boolean {
  // A string that is hidden as a whole is the value of a secret.
  if (text[start - 1] === '"' && text[end] === '"') return false
  const hidden = text.slice(start, end)
  return MORE_THAN_A_WORD.test(hidden) || (text[end] === '@' && BEFORE_A_HOST.test(hidden))
}

/**
 * Matches what ends a word in a shell or begins another parameter, and escapes and variables, which
 * may stand for that.
 */
const MORE_THAN_A_WORD = /[\s;|&`<>\\]|\$[\w({]|%\{|,\s*[\w.-]+=/

/** Matches what ends the host in a URI: behind it an `@` is no longer that of a login. */
const BEFORE_A_HOST = /[/?#@]/

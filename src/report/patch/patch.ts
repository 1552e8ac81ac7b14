import { structuredPatch } from 'diff'
import type { Source } from '../../syntax/index.js'

/** Lines that differ, with those around them, each behind a blank, `-` or `+`; line numbers are 1-based. */
export interface Hunk {
  oldStart: number
  oldLines: number
  newStart: number
  newLines: number
  lines: string[]
}

/** The differences of two texts; names of files that do not exist are `/dev/null`. */
export interface Patch {
  readonly oldFileName: string | undefined
  readonly newFileName: string | undefined
  readonly oldHeader: string | undefined
  readonly newHeader: string | undefined
  readonly hunks: Hunk[]
}

/** The name in a patch, as by git, for a file that does not exist. */
const NO_FILE = '/dev/null'
const CONTEXT = 3
/** With more changed lines than this, the search for the smallest difference takes too long. */
const MOST_CHANGES = 2000

/** The patch between two texts; undefined means that the file does not exist. */
export function patchOf(
  name: string,
  before: Source | undefined,
  after: Source | undefined,
  newName = name,
): Patch {
  const old = before?.text ?? ''
  const next = after?.text ?? ''
  // Equal lines at the beginning and the end are not compared.
  const start = commonStart(old, next)
  const tail = commonTail(old.slice(start), next.slice(start))
  const oldPart = old.slice(start, old.length - tail)
  const nextPart = next.slice(start, next.length - tail)
  const oldName = before === undefined ? NO_FILE : name
  const nextName = after === undefined ? NO_FILE : newName
  const options = { context: CONTEXT, maxEditLength: MOST_CHANGES }
  const patch: Patch = structuredPatch(
    oldName,
    nextName,
    oldPart,
    nextPart,
    undefined,
    undefined,
    options,
  ) ?? {
    oldFileName: oldName,
    newFileName: nextName,
    oldHeader: undefined,
    newHeader: undefined,
    hunks: [replacement(oldPart, nextPart)],
  }
  const linesBefore = (before?.lineAt(start) ?? 1) - 1
  for (const hunk of patch.hunks) {
    hunk.oldStart += linesBefore
    hunk.newStart += linesBefore
  }
  return patch
}

/** The start of the first difference, minus the lines before it that a diff shows. */
function commonStart(a: string, b: string): number {
  const limit = Math.min(a.length, b.length)
  let at = 0
  while (at < limit && a.charCodeAt(at) === b.charCodeAt(at)) at++
  // Moves back to the start of the line, and then over the lines before it.
  for (let line = 0; line <= CONTEXT; line++) {
    const newlineBefore = line === 0 ? at - 1 : at - 2
    if (newlineBefore < 0) return 0
    at = a.lastIndexOf('\n', newlineBefore) + 1
  }
  return at
}

/** The length of the equal end of both texts, minus the lines that a diff shows. */
function commonTail(a: string, b: string): number {
  const limit = Math.min(a.length, b.length)
  let tail = 0
  while (tail < limit && a.charCodeAt(a.length - 1 - tail) === b.charCodeAt(b.length - 1 - tail)) {
    tail++
  }
  let from = a.length - tail
  for (let line = 0; line <= CONTEXT; line++) {
    const newline = a.indexOf('\n', from)
    if (newline === -1) return 0
    from = newline + 1
  }
  return a.length - from
}

/** A hunk that removes all of one text and adds all of the other. */
function replacement(old: string, next: string): Hunk {
  const removed = signed('-', old)
  const added = signed('+', next)
  const count = (lines: readonly string[]) => lines.filter((line) => !line.startsWith('\\')).length
  return {
    oldStart: 1,
    oldLines: count(removed),
    newStart: 1,
    newLines: count(added),
    lines: [...removed, ...added],
  }
}

function signed(sign: '-' | '+', text: string): string[] {
  if (text === '') return []
  const lines = text.split('\n').map((line) => `${sign}${line}`)
  if (lines.at(-1) === sign) lines.pop()
  else lines.push('\\ No newline at end of file')
  return lines
}

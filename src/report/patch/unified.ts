import { FILE_HEADERS_ONLY, formatPatch } from 'diff'
import type { Range, Source } from '../../syntax/index.js'
import { type Palette, PLAIN } from '../layout/palette.js'
import { visible } from '../layout/visible.js'
import { type Hunk, patchOf } from './patch.js'
import { changedMasks, masked, type SecretLine, secretLine } from './secret-line.js'

/** One side of a difference. */
export interface DiffSide {
  readonly source: Source
  /** The ranges that must not be shown, in order and disjoint. */
  readonly secrets?: readonly Range[]
  /** Those whose masks may hide more than the secret (`maskNotes`); only where the text is new. */
  readonly wideMasks?: readonly Range[]
}

export interface DiffFile {
  readonly name: string
  /** The name on the second side, if it differs. */
  readonly newName?: string
  /** Absent for a new file. */
  readonly before?: DiffSide
  /** Absent for a removed file. */
  readonly after?: DiffSide
}

/** The number of lines in a file's header, needed because lines of a hunk may look the same. */
const HEADERS = 2

/**
 * The differences of files as a unified diff; empty for unchanged files. A line that differs only
 * in secrets is marked. Line ends stay as they are, so the diff of a CRLF file has CRLF.
 */
export function renderUnifiedDiff(files: readonly DiffFile[], palette: Palette = PLAIN): string {
  return files.map((file) => renderFile(file, palette)).join('')
}

function renderFile(file: DiffFile, palette: Palette): string {
  const { name, newName, before, after } = file
  const patch = patchOf(name, before?.source, after?.source, newName)
  if (patch.hunks.length === 0) return ''
  for (const hunk of patch.hunks) hunk.lines = shownLines(hunk, file)
  return formatPatch(patch, FILE_HEADERS_ONLY)
    .split('\n')
    .map((line, index) => (index < HEADERS ? palette.bold(line) : coloured(line, palette)))
    .join('\n')
}

/** The lines of a hunk, with secrets masked. */
export function shownLines(hunk: Hunk, { before, after }: DiffFile): string[] {
  let oldLine = hunk.oldStart
  let newLine = hunk.newStart
  /** The lines removed since the last unchanged line. */
  let removed = new Map<string, SecretLine>()
  return hunk.lines.map((line) => {
    const sign = line[0]
    const raw = line.slice(1)
    if (sign === '\\') return line
    if (sign === '+') {
      const added = lineOf(after, newLine++, raw)
      return `+${withLineEnd(changedMasks(added, removed))}`
    }
    if (sign === ' ') {
      newLine++
      removed = new Map()
    }
    const old = lineOf(before, oldLine++, raw)
    const shown = masked(old)
    if (sign === '-' && old.secrets.length > 0 && !removed.has(shown)) removed.set(shown, old)
    return `${sign}${withLineEnd(shown)}`
  })
}

function lineOf(side: DiffSide | undefined, number: number, raw: string): SecretLine {
  return secretLine(raw, side?.source.lineStart(number) ?? 0, side?.secrets ?? [])
}

/**
 * A line with everything visible but tabs: lines that differ in an unusual blank do not look the
 * same. A final carriage return is part of the line end.
 */
export function withLineEnd(line: string): string {
  const isCrLf = line.endsWith('\r')
  const shown = (isCrLf ? line.slice(0, -1) : line).split('\t').map(visible).join('\t')
  return isCrLf ? `${shown}\r` : shown
}

function coloured(line: string, { red, green, cyan, dim }: Palette): string {
  if (line.startsWith('@@')) return cyan(line)
  if (line.startsWith('-')) return red(line)
  if (line.startsWith('+')) return green(line)
  return line.startsWith('\\') ? dim(line) : line
}

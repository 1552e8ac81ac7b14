import type { ConfigFile, Configuration } from '../../config/index.js'
import {
  applyEdits,
  type IncludeView,
  Source,
  sortEdits,
  type TextEdit,
} from '../../syntax/index.js'
import { removeStatements } from '../text/removal.js'
import { type Found, isAbsent } from './found.js'
import { addBefore, addLines, statementOf } from './line.js'
import type { Overlay } from './overlay.js'

/** How the main file is changed to include overlays. */
export interface Layout {
  readonly edits: readonly TextEdit[]
  readonly inserted: readonly InsertedLine[]
  /** The statements that are removed here and written elsewhere. */
  readonly moved: readonly IncludeView[]
}

export interface InsertedLine {
  readonly overlay: Overlay
  /** The line of the old text after which the new line goes. */
  readonly newLineAfter: number
  /** The reason for this place. */
  readonly reason: string
}

/**
 * Adds include lines for absent overlays, so that all are read in the given order: each before the
 * line of the next overlay that has one, otherwise at the end.
 */
export function layMissing({ document }: ConfigFile, found: readonly Found[]): Layout {
  const groups = new Map<Found | undefined, Overlay[]>()
  for (const [index, each] of found.entries()) {
    if (!isAbsent(each)) continue
    const next = found.slice(index + 1).find(({ statements }) => statements.length > 0)
    groups.set(next, [...(groups.get(next) ?? []), each.overlay])
  }
  const edits: TextEdit[] = []
  const inserted: InsertedLine[] = []
  for (const [next, overlays] of groups) {
    const lines = overlays.map(({ target }) => statementOf(target))
    const anchor = next?.statements.at(-1)
    const edit =
      anchor === undefined ? addLines(document.source, lines) : addBefore(document, anchor, lines)
    edits.push(edit)
    const newLineAfter = lineBefore(document.source, edit.start)
    const reason =
      next === undefined ? atEnd(found) : `${next.overlay.target.name} is to win over it`
    for (const overlay of overlays) inserted.push({ overlay, newLineAfter, reason })
  }
  return { edits: sortEdits(edits), inserted, moved: [] }
}

/** Makes the include lines of all overlays the last lines, in the given order. */
export function layLast({ document }: ConfigFile, found: readonly Found[]): Layout {
  const { source } = document
  const moved = found.flatMap(({ statements }) => statements)
  const cut = removeStatements(document, moved, { moved: true })
  const lines = found.map(({ overlay, statements }) => {
    const last = statements.at(-1)
    return last === undefined ? statementOf(overlay.target) : textOf(document, last)
  })
  const { text } = addLines(new Source(applyEdits(source.text, cut)), lines)
  const last = cut.at(-1)
  const end = { start: source.length, end: source.length, text }
  const edits =
    last?.end === source.length ? [...cut.slice(0, -1), { ...last, text }] : [...cut, end]
  const newLineAfter = lineBefore(source, source.length)
  const reason = atEnd(found)
  return {
    edits: edits.filter((each) => source.text.slice(each.start, each.end) !== each.text),
    inserted: found.map(({ overlay }) => ({ overlay, newLineAfter, reason })),
    moved,
  }
}

/** The configuration with edits of its main file. */
export function withEdits(
  configuration: Configuration,
  { edits }: Pick<Layout, 'edits'>,
): Promise<Configuration> {
  const { path, document } = configuration.main
  const { bytes } = new Source(applyEdits(document.source.text, edits))
  return configuration.withTexts(new Map([[path, bytes]]))
}

function atEnd({ length }: readonly Found[]): string {
  return length === 1
    ? 'an overlay is the last line, so that it wins over everything before it'
    : 'overlays are the last lines, so that they win over everything before them'
}

/** A statement as written, with the comments that move together with it. */
function textOf(document: ConfigFile['document'], statement: IncludeView): string {
  const { text } = document.source
  const cut = removeStatements(document, [statement], { moved: true })
    .map(({ start, end }) => text.slice(start, end))
    .join('')
  // The statement shares its line with others.
  if (!cut.includes('\n')) return cut.trim()
  return cut.replace(/^(?:[ \t]*\r?\n)+|(?:\r?\n[ \t]*)+$/g, '')
}

/** The line after which a line inserted at an index goes. */
function lineBefore(source: Source, index: number): number {
  const { text } = source
  const isAtStart = index === 0 || (index === 1 && text.charCodeAt(0) === 0xfeff)
  if (isAtStart) return 0
  return source.lineAt(index) - (text[index - 1] === '\n' ? 1 : 0)
}

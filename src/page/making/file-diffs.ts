import type { DiffFile } from '../../report/index.js'
import { type Hunk, patchOf } from '../../report/patch/patch.js'
import { masked, secretLine } from '../../report/patch/secret-line.js'
import { shownLines, withLineEnd } from '../../report/patch/unified.js'
import type { Range, Source } from '../../syntax/index.js'
import type { ChangedFileModel, DiffPart, GapModel } from '../model/model.js'
import { shownText } from './texts.js'

/** A larger file has no lines between those that differ, in UTF-16 units. */
const LARGEST = 200_000

/**
 * What differs in a file; undefined when nothing does.
 * @param secrets all of them in its text before, in order and disjoint
 */
export function changedFileModel(
  file: DiffFile,
  secrets: readonly Range[],
): ChangedFileModel | undefined {
  const { name, newName, before, after } = file
  const { hunks } = patchOf(name, before?.source, after?.source, newName)
  if (hunks.length === 0) return undefined
  const count = (sign: string) =>
    hunks.reduce((sum, { lines }) => sum + lines.filter((line) => line[0] === sign).length, 0)
  return {
    name: shownText(name),
    ...(newName !== undefined && newName !== name && { newName: shownText(newName) }),
    state: before === undefined ? 'new' : after === undefined ? 'removed' : 'changed',
    added: count('+'),
    removed: count('-'),
    parts: partsOf(hunks, file, secrets),
  }
}

function partsOf(hunks: readonly Hunk[], file: DiffFile, secrets: readonly Range[]): DiffPart[] {
  const { before, after } = file
  const parts: DiffPart[] = []
  let old = 1
  let now = 1
  const addGap = (to: number) => {
    if (to <= old || before === undefined || after === undefined) return
    parts.push(gap(before.source, { before: old, after: now, count: to - old }, secrets))
  }
  for (const hunk of hunks) {
    // A side without lines has the number of the line before it.
    addGap(hunk.oldLines === 0 ? hunk.oldStart + 1 : hunk.oldStart)
    const lines = shownLines(hunk, file)
    parts.push({ kind: 'hunk', before: hunk.oldStart, after: hunk.newStart, lines })
    old = (hunk.oldLines === 0 ? hunk.oldStart + 1 : hunk.oldStart) + hunk.oldLines
    now = (hunk.newLines === 0 ? hunk.newStart + 1 : hunk.newStart) + hunk.newLines
  }
  if (before !== undefined) addGap(linesOf(before.source) + 1)
  return parts
}

function gap(
  source: Source,
  place: Omit<GapModel, 'kind' | 'lines'>,
  secrets: readonly Range[],
): GapModel {
  if (source.length > LARGEST) return { kind: 'gap', ...place }
  const lines = Array.from({ length: place.count }, (_, index) => {
    const start = source.lineStart(place.before + index)
    const raw = source.text.slice(start, source.lineStart(place.before + index + 1))
    return withLineEnd(masked(secretLine(raw.replace(/\n$/, ''), start, secrets)))
  })
  return { kind: 'gap', ...place, lines }
}

/** How many lines a text has; what follows the last line end is none when it is empty. */
function linesOf({ text, lineCount }: Source): number {
  return text === '' || text.endsWith('\n') ? lineCount - 1 : lineCount
}

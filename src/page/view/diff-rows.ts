import { pairedLines } from '../../report/patch/paired-lines.js'
import type { ChangedFileModel, DiffPart, GapModel, HunkModel } from '../model/model.js'

/** A line of one side. */
export interface SideLine {
  readonly number: number
  readonly text: string
  /** The part that differs from the line of the other side, from and to; absent where all does. */
  readonly differs?: readonly [start: number, end: number]
}

/** A row of a difference. */
export type DiffRow =
  | { readonly kind: 'file'; readonly file: ChangedFileModel }
  | { readonly kind: 'gap'; readonly gap: GapModel }
  | {
      readonly kind: 'lines'
      readonly file: ChangedFileModel
      readonly sign: ' ' | '-' | '+' | '~'
      readonly before: SideLine | undefined
      readonly after: SideLine | undefined
    }
  | { readonly kind: 'note'; readonly text: string }

/**
 * The rows of all files.
 * @param isSplit whether both sides stand beside each other
 * @param open the gaps whose lines are shown
 */
export function diffRows(
  files: readonly ChangedFileModel[],
  isSplit: boolean,
  open: ReadonlySet<GapModel>,
): DiffRow[] {
  const rows: DiffRow[] = []
  for (const file of files) {
    rows.push({ kind: 'file', file })
    for (const part of file.parts) {
      for (const row of partRows(part, file, isSplit, open)) rows.push(row)
    }
  }
  return rows
}

function partRows(
  part: DiffPart,
  file: ChangedFileModel,
  isSplit: boolean,
  open: ReadonlySet<GapModel>,
): DiffRow[] {
  if (part.kind === 'hunk') return isSplit ? splitRows(part, file) : unifiedRows(part, file)
  const { lines } = part
  if (lines === undefined || !open.has(part)) return [{ kind: 'gap', gap: part }]
  return lines.map((text, index) => ({
    kind: 'lines',
    file,
    sign: ' ',
    before: { number: part.before + index, text },
    after: { number: part.after + index, text },
  }))
}

function splitRows(hunk: HunkModel, file: ChangedFileModel): DiffRow[] {
  return [
    ...pairsOf(hunk).map((pair): DiffRow => ({ kind: 'lines', file, ...pair })),
    ...ends(hunk),
  ]
}

function unifiedRows(hunk: HunkModel, file: ChangedFileModel): DiffRow[] {
  const rows: DiffRow[] = []
  let added: DiffRow[] = []
  const flush = () => {
    rows.push(...added)
    added = []
  }
  for (const { sign, before, after } of pairsOf(hunk)) {
    if (sign === ' ') {
      flush()
      rows.push({ kind: 'lines', file, sign, before, after })
      continue
    }
    if (before !== undefined) {
      // Pairs come first in what was changed: behind a line without one no other is removed.
      rows.push({ kind: 'lines', file, sign: '-', before, after: undefined })
    }
    if (after !== undefined)
      added.push({ kind: 'lines', file, sign: '+', before: undefined, after })
  }
  flush()
  return [...rows, ...ends(hunk)]
}

interface Pair {
  readonly sign: ' ' | '-' | '+' | '~'
  readonly before: SideLine | undefined
  readonly after: SideLine | undefined
}

const SIGNS = { ' ': ' ', '<': '-', '>': '+', '|': '~' } as const

function pairsOf({ before: oldStart, after: newStart, lines }: HunkModel): Pair[] {
  return pairedLines({ oldStart, newStart, lines }).map(([left, right, mark]) => {
    const sign = SIGNS[mark]
    if (sign !== '~' || left === undefined || right === undefined) {
      return { sign, before: left, after: right }
    }
    const [start, tail] = common(left.text, right.text)
    // Lines that have little in common are two lines.
    const isAlike = start + tail > Math.min(left.text.length, right.text.length) / 3
    if (!isAlike) return { sign, before: left, after: right }
    return {
      sign,
      before: { ...left, differs: [start, left.text.length - tail] },
      after: { ...right, differs: [start, right.text.length - tail] },
    }
  })
}

/** How many characters two lines have in common at the beginning and at the end. */
function common(a: string, b: string): readonly [start: number, tail: number] {
  const most = Math.min(a.length, b.length)
  let start = 0
  while (start < most && a[start] === b[start]) start++
  let tail = 0
  while (tail < most - start && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  return [start, tail]
}

/** The rows that say of a side of a hunk that its last line has no line end. */
function ends({ lines }: HunkModel): DiffRow[] {
  return lines.flatMap((line, index): DiffRow[] => {
    if (!line.startsWith('\\')) return []
    const sign = lines[index - 1]?.[0]
    const side = sign === '-' ? 'before: ' : sign === '+' ? 'after: ' : ''
    return [{ kind: 'note', text: `${side}${line.slice(2)}` }]
  })
}

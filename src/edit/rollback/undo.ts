import { type Document, parse } from '../../../grammar/index.js'
import { registry as everything, type Registry } from '../../schema/index.js'
import { applyEdits, type Source, type TextEdit } from '../../syntax/index.js'
import { nameOf } from '../merge/conflict.js'
import { type Clash, decideMerge } from '../merge/decisions.js'
import { fileTree } from '../merge/file-tree.js'
import { mergeFiles } from '../merge/merge.js'
import { sameScope } from '../merge/same.js'
import { editsBetween } from '../text/text-edits.js'
import { rebaseEdits } from './rebase.js'

/** How to take a change back in a text that was changed since. */
export interface Undo {
  /** Edits of the present text; none when nothing needs to change. */
  readonly edits: readonly TextEdit[]
  /** Later changes that prevent taking this one back; then there are no edits. */
  readonly obstacles: readonly Obstacle[]
  /** Options in whose values comments of the change stay, because the values were changed since. */
  readonly left: readonly string[]
}

/** A part of the change that was changed again since, in a different way. */
export interface Obstacle {
  /** `Gateway in Domain "yahoo.com"`; undefined when only changed lines are known. */
  readonly what: string | undefined
  /** The line in the present text, 1-based; undefined when it no longer exists. */
  readonly line: number | undefined
}

/**
 * Takes a change back in the present contents of a file, by scope and option. Texts with syntax
 * errors, and changes of spelling and blanks only, are compared by lines.
 */
export function undo(
  before: Uint8Array,
  after: Uint8Array,
  now: Uint8Array,
  registry: Registry = everything(),
): Undo {
  const [was, made, is] = [before, after, now].map((bytes) => parse(bytes)) as [
    Document,
    Document,
    Document,
  ]
  if ([was, made, is].some(hasErrors)) return undoLines(was, made, is)
  const { edits, conflicts, left } = mergeFiles(made, is, was, { registry })
  if (conflicts.length > 0) {
    return { edits: [], obstacles: obstaclesBetween(made, is, was, registry), left: [] }
  }
  if (edits.length > 0) return { edits, obstacles: [], left }
  const isUntold = left.length > 0 || differInSpelling(was, made, registry)
  return isUntold ? undoSpelling(was, made, is, registry) : { edits, obstacles: [], left: [] }
}

/** Whether two texts differ only in spelling and blanks, which a merge would keep. */
function differInSpelling(a: Document, b: Document, { global }: Registry): boolean {
  const [old, now] = [fileTree(b, global), fileTree(a, global)]
  const { taken, clashes } = decideMerge(old, old, now)
  return taken.length === 0 && clashes.length === 0
}

/** Takes a change of spelling back by lines, if the meaning of the text stays the same. */
function undoSpelling(was: Document, made: Document, is: Document, registry: Registry): Undo {
  const done = undoLines(was, made, is)
  const result = parse(applyEdits(is.source.text, done.edits))
  const [before, after] = [is, result].map((document) => fileTree(document, registry.global))
  const isSafe = !hasErrors(result) && sameScope(before, after)
  return isSafe ? done : { edits: [], obstacles: [changedLine(made, is)], left: [] }
}

function hasErrors({ diagnostics }: Document): boolean {
  return diagnostics.some(({ severity }) => severity === 'error')
}

function undoLines(was: Document, made: Document, is: Document): Undo {
  const [before, after, now] = [was, made, is].map(({ source }) => source) as [
    Source,
    Source,
    Source,
  ]
  const edits = rebaseEdits(
    after.text,
    editsBetween(after.text, before.text),
    editsBetween(after.text, now.text),
  )
  if (edits !== undefined) return { edits, obstacles: [], left: [] }
  return { edits: [], obstacles: [changedLine(made, is)], left: [] }
}

/** The first line that was changed since. */
function changedLine({ source: after }: Document, { source: now }: Document): Obstacle {
  const [first] = editsBetween(after.text, now.text)
  return { what: undefined, line: first && now.lineAt(Math.min(first.start, now.length)) }
}

function obstaclesBetween(
  made: Document,
  is: Document,
  was: Document,
  registry: Registry,
): Obstacle[] {
  const [base, ours, theirs] = [made, is, was].map((document) =>
    fileTree(document, registry.global),
  ) as [ReturnType<typeof fileTree>, ReturnType<typeof fileTree>, ReturnType<typeof fileTree>]
  return decideMerge(base, ours, theirs).clashes.map((clash) => ({
    what: describe(clash),
    line: lineOf(clash, is.source),
  }))
}

function describe({ kind, base, ours, theirs, scope }: Clash): string | undefined {
  const item = ours[0] ?? theirs[0] ?? base[0]
  if (item === undefined) return undefined
  const name = nameOf(item, scope.path)
  return kind === 'order' ? `the order around ${name}` : name
}

function lineOf({ ours }: Clash, source: Source): number | undefined {
  const item = ours.at(-1)
  return item && source.lineAt(item.body.start)
}

import type { Document } from '../../../grammar/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import { registry as everything, type Registry } from '../../schema/index.js'
import {
  applyEdits,
  type Range,
  type Source,
  sortEdits,
  type TextEdit,
} from '../../syntax/index.js'
import { editsBetween } from '../text/text-edits.js'
import { conflictFinding, headEnd, nameOf } from './conflict.js'
import { type Clash, decideMerge, type MergeDecisions } from './decisions.js'
import { editsFor } from './edits.js'
import { fileTree, type ScopeNode } from './file-tree.js'
import { type Alternative, alternativesOf, withMarkers } from './markers.js'
import { type TakenChange, takenChange } from './taken.js'

export interface MergeOptions {
  /** Whether to write both sides of each conflict into the text, between the marks of git. */
  readonly markers?: boolean
  /** Whether to mask passwords in descriptions of changes and conflicts; true by default. */
  readonly maskSecrets?: boolean
  readonly registry?: Registry
}

/** The result of a merge. */
export interface MergeResult {
  /** Edits of our text, in order and disjoint. */
  readonly edits: readonly TextEdit[]
  readonly text: string
  /** The changes of theirs that were made in ours. */
  readonly taken: readonly TakenChange[]
  /** Options in whose values theirs changed comments that cannot be placed in the value of ours. */
  readonly left: readonly string[]
  /** The conflicts, with places and fixes in our original text. */
  readonly conflicts: readonly Diagnostic[]
  /** The conflicts, with places and fixes in the merged text. */
  readonly conflictsInText: readonly Diagnostic[]
}

/**
 * Makes in `ours` the changes between `base` and `theirs`, by scope and option, without following
 * includes. The rest of ours stays the same byte for byte. Where both sides changed the same thing
 * differently, there is a conflict, and ours stays. All three documents must be without syntax
 * errors.
 */
export function mergeFiles(
  base: Document,
  ours: Document,
  theirs: Document,
  { markers = false, maskSecrets = true, registry = everything() }: MergeOptions = {},
): MergeResult {
  const [was, own, their] = [base, ours, theirs].map((document) =>
    fileTree(document, registry.global),
  ) as [ScopeNode, ScopeNode, ScopeNode]
  const decisions = decideMerge(was, own, their)
  if (base.source.text === ours.source.text)
    return theirsAsItIs(ours, theirs, decisions, maskSecrets)
  const { edits: taken, stays } = editsFor(decisions)
  const { source } = ours
  const conflicts = decisions.clashes.map((clash): Conflict => {
    const alternatives = alternativesOf(clash, decisions.pairs, stays)
    const marks = markers ? alternatives.map((each) => withMarkers(each, source)) : []
    return { clash, alternatives, marks, maskSecrets }
  })
  const edits = sortEdits([...taken, ...conflicts.flatMap(({ marks }) => marks)])
  const shift = new Shift(edits)
  return {
    edits,
    text: applyEdits(source.text, edits),
    taken: decisions.taken.map((each) => takenChange(each, maskSecrets)),
    left: decisions.left.map((item) => nameOf(item, item.block.scope.path)),
    conflicts: conflicts.map((conflict) => inOurs(conflict, source)),
    conflictsInText: conflicts.map((conflict) =>
      conflict.marks.length > 0
        ? betweenMarks(conflict, source, shift)
        : shifted(conflict, source, shift),
    ),
  }
}

/** An unchanged file of ours becomes theirs, including spelling and layout. */
function theirsAsItIs(
  { source }: Document,
  theirs: Document,
  { taken }: MergeDecisions,
  maskSecrets: boolean,
): MergeResult {
  const edits = editsBetween(source.text, theirs.source.text)
  return {
    edits,
    text: theirs.source.text,
    taken:
      taken.length === 0 && edits.length > 0
        ? [{ change: 'spelling', what: 'The whole file' }]
        : taken.map((each) => takenChange(each, maskSecrets)),
    left: [],
    conflicts: [],
    conflictsInText: [],
  }
}

interface Conflict {
  readonly clash: Clash
  readonly alternatives: readonly Alternative[]
  /** The edits that write both sides; empty without `markers`. */
  readonly marks: readonly TextEdit[]
  readonly maskSecrets: boolean
}

function inOurs({ clash, alternatives, maskSecrets }: Conflict, { name }: Source): Diagnostic {
  const theirs = alternatives.map(({ start, end, theirs: text }) => ({ start, end, text }))
  const place = rangeOf(clash, alternatives)
  return conflictFinding(clash, { file: name, ...place }, { ours: [], theirs }, maskSecrets)
}

function shifted(
  { clash, alternatives, maskSecrets }: Conflict,
  { name }: Source,
  shift: Shift,
): Diagnostic {
  const moved = <T extends Range>(range: T): T => ({
    ...range,
    start: shift.of(range.start),
    end: shift.of(range.end),
  })
  const theirs = alternatives.map((each) => ({
    ...moved({ start: each.start, end: each.end }),
    text: each.theirs,
  }))
  const place = moved(rangeOf(clash, alternatives))
  return conflictFinding(clash, { file: name, ...place }, { ours: [], theirs }, maskSecrets)
}

function betweenMarks(
  { clash, alternatives, marks, maskSecrets }: Conflict,
  { name, text }: Source,
  shift: Shift,
): Diagnostic {
  const ranges = marks.map((mark) => shift.ofEdit(mark))
  const first = ranges[0] ?? { start: 0, end: 0 }
  const opening = /^[\r\n]*/.exec(marks[0]?.text ?? '')?.[0].length ?? 0
  const line = /^[\r\n]*[^\r\n]*/.exec(marks[0]?.text ?? '')?.[0].length ?? 0
  const place = { file: name, start: first.start + opening, end: first.start + line }
  const sides = alternatives.map((each, index) => ({
    range: ranges[index] as Range,
    ours: text.slice(each.start, each.end),
    theirs: each.theirs,
  }))
  return conflictFinding(
    clash,
    place,
    {
      ours: sides.map(({ range, ours }) => ({ ...range, text: ours })),
      theirs: sides.map(({ range, theirs }) => ({ ...range, text: theirs })),
    },
    maskSecrets,
  )
}

/** The statement of ours, or the place where theirs would be inserted. */
function rangeOf({ ours }: Clash, [alternative]: readonly Alternative[]): Range {
  const item = ours.at(-1)
  if (item?.node !== undefined) return { start: item.body.start, end: headEnd(item.node) }
  const start = alternative?.start ?? 0
  return { start, end: start }
}

/** Maps places of a text to the text after edits. */
class Shift {
  constructor(readonly edits: readonly TextEdit[]) {}

  of(index: number): number {
    let shift = 0
    for (const { start, end, text } of this.edits) {
      if (end > index) return Math.min(start, index) + shift
      shift += text.length - (end - start)
    }
    return index + shift
  }

  /** @param edit one of the edits */
  ofEdit(edit: TextEdit): Range {
    let shift = 0
    for (const each of this.edits) {
      if (each === edit) break
      shift += each.text.length - (each.end - each.start)
    }
    const start = edit.start + shift
    return { start, end: start + edit.text.length }
  }
}

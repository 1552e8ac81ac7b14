import { parse } from '../../../grammar/index.js'
import { hasNewSecret } from '../../lint/values/secret-texts.js'
import type { Registry } from '../../schema/index.js'
import { applyEdits, invertEdits, Source, type TextEdit } from '../../syntax/index.js'
import { type CarriedText, ROOT_ALONE } from '../change/carried.js'
import {
  type ChangeSet,
  type FileEdits,
  type FileHash,
  NO_CHANGES,
  type Refusal,
} from '../change/change-set.js'
import { editedBytes } from '../change/result-texts.js'
import { type Culprit, Culprits, type Later, laterThan } from './culprit.js'
import { after, before, isSame, type PastBytes, type PastChange, type PastFile } from './entry.js'
import { type Obstacle, undo } from './undo.js'

export interface RollbackOptions {
  /** The SHA-256 of bytes, lower-case hexadecimal. */
  readonly hashOf: (bytes: Uint8Array) => string
  /** The later changes in the history, to name the one that prevents taking this one back. */
  readonly later?: readonly PastChange[]
  /** The options and scopes to assume; by default those of the product. */
  readonly registry?: Registry | undefined
}

/**
 * Plans to take a change back, without reading or writing files. A file that is as the change left
 * it gets the inverse edits. In a file changed since, only the effect of the change is undone, by
 * scope and option, or by lines where that is impossible. If something was changed again since,
 * that is refused, and no file is edited.
 * @param current by path, the present contents of each file of the change; undefined for a missing
 *   file
 */
export function planRollback(
  change: PastChange,
  current: ReadonlyMap<string, PastBytes>,
  options: RollbackOptions,
): ChangeSet {
  const later = laterThan(change.number, options.later ?? [])
  const files = change.files.map((file) =>
    takeBack({ change, file, now: current.get(file.path), later, options }),
  )
  const refusals = files.flatMap((each) => each.refusals ?? [])
  const isRefused = refusals.length > 0
  const carried = files.flatMap((each, index) =>
    broughtBack(each, change.files[index] as PastFile, current),
  )
  const base = change.files.flatMap(({ name, path }): FileHash[] => {
    const now = current.get(path)
    return now === undefined ? [] : [{ name, path, hash: options.hashOf(now) }]
  })
  return {
    ...NO_CHANGES,
    base,
    edits: isRefused ? [] : files.flatMap((each) => each.edits ?? []),
    ...(!isRefused && carried.length > 0 && { carried }),
    refusals,
    notes: isRefused ? [] : files.flatMap((each) => each.note ?? []),
  }
}

/** What comes back into a file, which other people may be able to read by now. */
function broughtBack(
  { edits }: FileRollback,
  { path, name, created, access }: PastFile,
  current: ReadonlyMap<string, PastBytes>,
): CarriedText[] {
  const isFilled = edits?.edits.some(({ text }) => text.trim() !== '') === true
  if (edits === undefined || !isFilled || edits.remove) return []
  // What stands beside the text of a file that the change has made was not in it then.
  if (access === undefined && created) return []
  const now = Source.fromBytes(current.get(path) ?? EMPTY)
  const then = parse(editedBytes(now, edits))
  const hasSecret = hasNewSecret(then, parse(now.bytes))
  return [
    { into: path, from: path, name: `${name} as it was`, hasSecret, access: access ?? ROOT_ALONE },
  ]
}

/** One file of a change, and its present contents. */
interface Situation {
  readonly change: PastChange
  readonly file: PastFile
  readonly now: PastBytes
  readonly later: Later
  readonly options: RollbackOptions
}

interface FileRollback {
  readonly edits?: FileEdits
  readonly refusals?: readonly Refusal[]
  /** Why there is nothing to do, or less than expected. */
  readonly note?: string
}

function takeBack(situation: Situation): FileRollback {
  const { change, file, now } = situation
  const { name, path } = file
  const [was, made] = [before(file), after(file)]
  if (isSame(now, was)) {
    const held = `holds already what it held before change ${change.number}`
    return { note: `${name}: ${was === undefined ? 'is gone already' : held}` }
  }
  if (isSame(now, made)) {
    const create = made === undefined
    const remove = was === undefined
    const { inverse: edits, edits: inverse } = file
    return { edits: { name, path, create, ...(remove && { remove }), edits, inverse } }
  }
  if (now === undefined || made === undefined) return goneOrBack(situation)
  return takeBackFrom(now, made, situation)
}

/** Refuses a file that was removed, or made again. */
function goneOrBack({ change, file, now, later }: Situation): FileRollback {
  const by = new Culprits(file, later, (contents) => isSame(contents, now)).first((isIt) => isIt)
  const isGone = now === undefined
  const summary = `${file.name}: was ${isGone ? 'removed' : 'made again'} ${byText(by)}, so change ${change.number} cannot be taken back`
  const byHand = isGone ? 'Put the file back first.' : 'Move the file out of the way first.'
  return { refusals: [{ code: 'conflict', summary, detail: detailOf(by, byHand) }] }
}

/** Takes the change back in a file that was changed since. */
function takeBackFrom(now: Uint8Array, made: Uint8Array, situation: Situation): FileRollback {
  const { change, file, options } = situation
  const { name, path } = file
  const was = before(file)
  const from = (contents: Uint8Array) => undo(was ?? EMPTY, made, contents, options.registry)
  const { edits, obstacles, left } = from(now)
  if (obstacles.length > 0) {
    const culprits = new Culprits(file, situation.later, (contents) =>
      contents === undefined ? 'gone' : new Set(from(contents).obstacles.map(({ what }) => what)),
    )
    return { refusals: obstacles.map((obstacle) => refusal(obstacle, culprits, situation)) }
  }
  if (edits.length === 0) {
    return { note: `${name}: nothing is left of what change ${change.number} did` }
  }
  const { text } = Source.fromBytes(now)
  const plain = { name, path, create: false }
  if (was !== undefined) {
    const done = { edits: { ...plain, edits, inverse: invertEdits(text, edits) } }
    if (left.length === 0) return done
    return {
      ...done,
      note: `${name}: comments inside of ${left.join(', ')} stay: the value was changed since`,
    }
  }
  if (isBlankAfter(text, edits)) {
    const all = [{ start: 0, end: text.length, text: '' }]
    return { edits: { ...plain, remove: true, edits: all, inverse: invertEdits(text, all) } }
  }
  return {
    edits: { ...plain, edits, inverse: invertEdits(text, edits) },
    note: `${name}: stays, for the sake of what has come into it since change ${change.number}`,
  }
}

const EMPTY = new Uint8Array()

function isBlankAfter(text: string, edits: readonly TextEdit[]): boolean {
  return applyEdits(text, edits).trim() === ''
}

function refusal(
  { what, line }: Obstacle,
  culprits: Culprits<'gone' | ReadonlySet<string | undefined>>,
  { change, file }: Situation,
): Refusal {
  const by = culprits.first((found) => found === 'gone' || found.has(what))
  const place = line === undefined ? file.name : `${file.name}:${line}`
  const { number } = change
  const summary =
    what === undefined
      ? `${place}: lines of change ${number} were changed ${byText(by)}, so it cannot be taken back`
      : `${place}: ${what} was changed ${byText(by)}, so change ${number} cannot be taken back`
  const detail = detailOf(by, 'Change it by hand to what it should be.')
  return { code: 'conflict', summary, detail }
}

function byText(by: Culprit): string {
  return by === 'by hand' ? 'by hand since' : `by change ${by.number} since`
}

function detailOf(by: Culprit, byHand: string): string {
  return by === 'by hand'
    ? byHand
    : `Take change ${by.number} back first: ecconf rollback ${by.number}`
}

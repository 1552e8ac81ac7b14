import { parse } from '../../../grammar/index.js'
import { secretsIn } from '../../lint/values/secrets.js'
import type { Registry } from '../../schema/index.js'
import { applyEdits, invertEdits, Source, type TextEdit } from '../../syntax/index.js'
import type { CarriedText } from '../change/carried.js'
import type { ChangeSet, FileEdits, FileHash, Refusal } from '../change/change-set.js'
import { editedBytes } from '../change/result-texts.js'
import { type Culprit, culprit } from './culprit.js'
import { after, before, type Contents, isSame, type PastChange, type PastFile } from './entry.js'
import { type Obstacle, undo } from './undo.js'

export interface RollbackOptions {
  /** SHA-256 in lower-case hexadecimal. */
  readonly hashOf: (bytes: Uint8Array) => string
  /** What the history has of later changes, to say which of them is in the way. */
  readonly later?: readonly PastChange[]
  /** What is known of options and scopes; all that the product has by default. */
  readonly registry?: Registry | undefined
}

/**
 * What takes a change back from what the files hold now: the inverse of its edits where a file is as
 * the change left it. Where it was changed since, only what the change did goes, by scope and option
 * (and by lines where that cannot be told); what somebody has changed again is refused, and then
 * nothing is edited in any file. Nothing is read or written here.
 * @param current what each file of the change holds now, by its path; undefined when there is none
 */
export function planRollback(
  change: PastChange,
  current: ReadonlyMap<string, Contents>,
  options: RollbackOptions,
): ChangeSet {
  const files = change.files.map((file) =>
    takeBack({ change, file, now: current.get(file.path), options }),
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
    changes: [],
    base,
    placements: [],
    edits: isRefused ? [] : files.flatMap((each) => each.edits ?? []),
    ...(!isRefused && carried.length > 0 && { carried }),
    diagnostics: [],
    refusals,
    notes: isRefused ? [] : files.flatMap((each) => each.note ?? []),
  }
}

/** What comes back into a file, which other people may be able to read by now. */
function broughtBack(
  { edits }: FileRollback,
  { path, name, access }: PastFile,
  current: ReadonlyMap<string, Contents>,
): CarriedText[] {
  const isFilled = edits?.edits.some(({ text }) => text.trim() !== '') === true
  if (edits === undefined || !isFilled || edits.remove || access === undefined) return []
  const now = Source.fromBytes(current.get(path) ?? EMPTY)
  const then = parse(editedBytes(now, edits))
  const hasSecret = secretsIn(then).some(
    ({ start, end }) => !now.text.includes(then.source.text.slice(start, end)),
  )
  return [{ into: path, from: path, name: `${name} as it was`, hasSecret, access }]
}

/** One file of a change, and what it holds now. */
interface Situation {
  readonly change: PastChange
  readonly file: PastFile
  readonly now: Contents
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

/** The file is not there any more, or there again. */
function goneOrBack({ change, file, now, options: { later = [] } }: Situation): FileRollback {
  const by = culprit(change, file, later, (contents) => isSame(contents, now))
  const isGone = now === undefined
  const summary = `${file.name}: was ${isGone ? 'removed' : 'made again'} ${byText(by)}, so change ${change.number} cannot be taken back`
  const byHand = isGone ? 'Put the file back first.' : 'Move the file out of the way first.'
  return { refusals: [{ code: 'conflict', summary, detail: detailOf(by, byHand) }] }
}

/** Takes back what the change did to a file that was changed since. */
function takeBackFrom(now: Uint8Array, made: Uint8Array, situation: Situation): FileRollback {
  const { change, file, options } = situation
  const { name, path } = file
  const was = before(file)
  const from = (contents: Uint8Array) => undo(was ?? EMPTY, made, contents, options.registry)
  const { edits, obstacles, left } = from(now)
  if (obstacles.length > 0) {
    return { refusals: obstacles.map((obstacle) => refusal(obstacle, from, situation)) }
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
  from: (contents: Uint8Array) => { readonly obstacles: readonly Obstacle[] },
  { change, file, options: { later = [] } }: Situation,
): Refusal {
  const by = culprit(
    change,
    file,
    later,
    (contents) =>
      contents === undefined || from(contents).obstacles.some((each) => each.what === what),
  )
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

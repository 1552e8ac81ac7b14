import { encodeString, type ValueView } from '../syntax/index.js'
import type { Change, ScopePath } from './change.js'
import { displayStep } from './display.js'
import { pathKey } from './identity.js'
import type { Definition } from './model.js'
import type { Reading } from './reading.js'
import { Removals } from './removals.js'
import { parseValue } from './value-text.js'
import { virtualReading } from './virtual-text.js'

/** A change that can not be made: its value is no value, or its scope no scope. */
export class InvalidChangeError extends Error {
  constructor(
    readonly change: Change,
    message: string,
  ) {
    super(message)
    this.name = 'InvalidChangeError'
  }
}

/** Changes that are kept in memory: texts that are read after every file, and what is taken out. */
export interface PendingChanges {
  readonly readings: readonly Reading[]
  readonly removals: Removals | undefined
  /** The next free place in the order of reading. */
  readonly nextOrder: number
}

/**
 * The changes with one more.
 * @param current the definition that counts now, in the change's very scope
 * @throws InvalidChangeError
 */
export function addChange(
  pending: PendingChanges,
  change: Change,
  current: Definition | undefined,
): PendingChanges {
  const { readings, nextOrder } = pending
  if (change.kind === 'unset') {
    const removals = remove(change, pending.removals ?? new Removals(), nextOrder)
    return { ...pending, removals }
  }
  const value = newValue(change, current?.value)
  if (value === undefined) return pending
  const text = stanza(change.path, `${change.option} = ${value}`)
  const reading = virtualReading('changes in memory', text, nextOrder, nextOrder)
  if (reading.inclusion.file.document.diagnostics.some(({ severity }) => severity === 'error')) {
    throw new InvalidChangeError(change, `${change.option} can not be set in ${describe(change)}`)
  }
  return { ...pending, readings: [...readings, reading], nextOrder: nextOrder + reading.size }
}

function describe({ path }: Change): string {
  return path.length === 0 ? 'Global' : path.map(displayStep).join(' > ')
}

function remove(
  change: Extract<Change, { kind: 'unset' }>,
  removals: Removals,
  order: number,
): Removals {
  if (change.option !== undefined) {
    return removals.withOption(pathKey(change.path), change.option.toLowerCase(), order)
  }
  if (change.path.length > 0) return removals.withScope(pathKey(change.path), order)
  throw new InvalidChangeError(change, 'Unsetting the global scope is not supported.')
}

/** The whole new value as text; undefined when the change leaves the value as it is. */
function newValue(
  change: Exclude<Change, { kind: 'unset' }>,
  current: ValueView | undefined,
): string | undefined {
  const given = parseValue(change.value)
  if (given === undefined) {
    throw new InvalidChangeError(change, `'${change.value}' is not a value`)
  }
  switch (change.kind) {
    case 'set':
      return given.text
    case 'add-element':
      return array([...elements(current), given])
    case 'remove-element': {
      const kept = elements(current).filter((element) => !sameValue(element, given))
      return kept.length < elements(current).length ? array(kept) : undefined
    }
    case 'set-key':
      return dictionary(current, change.key, given)
  }
}

/** The elements of an array; a scalar stands for an array of one (B17). */
function elements(value: ValueView | undefined): readonly ValueView[] {
  if (value === undefined) return []
  return value.type === 'array' ? value.elements : [value]
}

function sameValue(a: ValueView, b: ValueView): boolean {
  return a.type === 'scalar' && b.type === 'scalar' ? a.value === b.value : a.text === b.text
}

function array(values: readonly ValueView[]): string {
  return values.length === 0 ? '()' : `( ${values.map(({ text }) => text).join(' ')} )`
}

function dictionary(current: ValueView | undefined, key: string, value: ValueView): string {
  const entries = new Map<string, string>()
  if (current?.type === 'dictionary') {
    for (const entry of current.entries) entries.set(entry.key, entry.value?.text ?? '""')
  }
  entries.set(key, value.text)
  return `[ ${[...entries].map(([name, text]) => `${dictionaryKey(name)} = ${text}`).join('\n')} ]`
}

function dictionaryKey(key: string): string {
  return /^[A-Za-z0-9_.-]+$/.test(key) ? key : encodeString(key)
}

/** A statement in the stanzas of its scope path. */
function stanza(path: ScopePath, statement: string): string {
  return path.reduceRight((body, step) => `${displayStep(step)} {\n${body}\n}`, statement)
}

import type { OptionType } from '../../schema/types.js'
import { encodeString, type ValueView } from '../../syntax/index.js'
import type { Reading } from '../loading/reading.js'
import { virtualReading } from '../loading/virtual-text.js'
import type { Definition } from '../model.js'
import { displayScope, stepText } from '../printing/display.js'
import { elementsOf, isSameKey, isSameValue } from '../printing/value-parts.js'
import { parseValue } from '../printing/value-text.js'
import type { Change, ScopePath } from './change.js'
import { pathKey } from './identity.js'
import { Removals } from './removals.js'

/** A change that cannot be made: its value is no value, or its scope no scope. */
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
 * @param type of the option, as far as the product knows it
 * @throws InvalidChangeError
 */
export function addChange(
  pending: PendingChanges,
  change: Change,
  current: Definition | undefined,
  type: OptionType | undefined,
): PendingChanges {
  const { readings, nextOrder } = pending
  if (change.kind === 'unset') {
    const removals = remove(change, pending.removals ?? new Removals(), nextOrder)
    return { ...pending, removals }
  }
  const value = newValue(change, current?.value, type)
  if (value === undefined) return pending
  const text = stanza(change.path, `${change.option} = ${value}`)
  const reading = virtualReading('changes in memory', text, nextOrder, nextOrder)
  if (reading.inclusion.file.document.diagnostics.some(({ severity }) => severity === 'error')) {
    throw new InvalidChangeError(change, `${change.option} cannot be set in ${describe(change)}`)
  }
  return { ...pending, readings: [...readings, reading], nextOrder: nextOrder + reading.size }
}

function describe({ path }: Change): string {
  return displayScope(path)
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
  type: OptionType | undefined,
): string | undefined {
  if (change.kind === 'unset-key') {
    const entries = entriesOf(current)
    const kept = entries.filter(([key]) => !isSameKey(type, key, change.key))
    return kept.length < entries.length ? dictionary(kept) : undefined
  }
  const given = parseValue(change.value)
  if (given === undefined) {
    throw new InvalidChangeError(change, `'${change.value}' is not a value`)
  }
  switch (change.kind) {
    case 'set':
      return given.text
    case 'add-element': {
      const elements = elementsOf(current)
      const isThere = elements.some((element) => isSameValue(element, given))
      return isThere ? undefined : array([...elements, given])
    }
    case 'remove-element': {
      const elements = elementsOf(current)
      const kept = elements.filter((element) => !isSameValue(element, given))
      return kept.length < elements.length ? array(kept) : undefined
    }
    case 'set-key': {
      const entries = new Map(entriesOf(current))
      const known = [...entries.keys()].find((key) => isSameKey(type, key, change.key))
      return dictionary([...entries.set(known ?? change.key, given.text)])
    }
  }
}

function array(values: readonly ValueView[]): string {
  return values.length === 0 ? '()' : `( ${values.map(({ text }) => text).join(' ')} )`
}

/** The keys and values of a dictionary; of a key that is there twice the last value. */
function entriesOf(value: ValueView | undefined): [string, string][] {
  if (value?.type !== 'dictionary') return []
  return [...new Map(value.entries.map((entry) => [entry.key, entry.value?.text ?? '""']))]
}

function dictionary(entries: readonly (readonly [string, string])[]): string {
  if (entries.length === 0) return '[]'
  return `[ ${entries.map(([name, text]) => `${dictionaryKey(name)} = ${text}`).join('\n')} ]`
}

function dictionaryKey(key: string): string {
  return /^[A-Za-z0-9_.-]+$/.test(key) ? key : encodeString(key)
}

/** A statement in the stanzas of its scope path. */
function stanza(path: ScopePath, statement: string): string {
  return path.reduceRight((body, step) => `${stepText(step)} {\n${body}\n}`, statement)
}

import type { OptionType } from '../../schema/types.js'
import { encodeString, type OptionView, type ValueView } from '../../syntax/index.js'
import type { Reading } from '../loading/reading.js'
import { virtualReading } from '../loading/virtual-text.js'
import { optionName } from '../lookup/option-name.js'
import type { Inclusion } from '../model.js'
import { displayScope, stepText } from '../printing/display.js'
import { elementsOf, isSameKey, isSameValue } from '../printing/value-parts.js'
import { parseValue } from '../printing/value-text.js'
import {
  type Change,
  type ScopePath,
  type ScopeStep,
  stepOf,
  type UnsetChange,
  type ValueChange,
} from './change.js'
import { pathKey, stepKey } from './identity.js'
import type { LookupScope } from './lookup-scope.js'
import type { Removals } from './removals.js'

/** A change that cannot be made, because its value or its scope is invalid. */
export class InvalidChangeError extends Error {
  constructor(
    readonly change: Change,
    message: string,
  ) {
    super(message)
    this.name = 'InvalidChangeError'
  }
}

/** Changes kept in memory. They stay small: only the last change of each option is kept. */
export interface PendingChanges {
  /** By target: texts with one statement each, which are read after all files. */
  readonly readings: ReadonlyMap<string, Reading>
  readonly removals: Removals
  /** The next free place in the order of reading. */
  readonly nextOrder: number
  /** The number of changes so far, including replaced ones. */
  readonly count: number
}

/** What a change is checked against. */
export interface ChangeContext {
  /** The effective value in the very scope of the change. */
  readonly current: ValueView | undefined
  /** The type of the option, if known. */
  readonly type: OptionType | undefined
}

/** Changes in memory while more are being added. */
export class PendingDraft {
  readonly #readings: Map<string, Reading>
  #removals: Removals
  #nextOrder: number
  #count: number

  constructor({ readings, removals, nextOrder, count }: PendingChanges) {
    this.#readings = new Map(readings)
    this.#removals = removals
    this.#nextOrder = nextOrder
    this.#count = count
  }

  finish(): PendingChanges {
    return {
      readings: this.#readings,
      removals: this.#removals,
      nextOrder: this.#nextOrder,
      count: this.#count,
    }
  }

  /** The value of an option in the scope itself: that of a change, or else of the files. */
  valueOf(path: ScopePath, option: string, files: LookupScope): ValueView | undefined {
    const name = option.toLowerCase()
    const reading = this.#readings.get(targetKey(pathKey(path), name))
    if (reading !== undefined) return statementOf(reading)?.value
    let scope: LookupScope | undefined = files
    let key = ''
    for (const step of path) {
      key += stepKey(step)
      if (this.#removals.hidesScope(key)) return undefined
      scope = scope?.child(step.name, step.instance)
    }
    if (this.#removals.optionsOf(key).has(name)) return undefined
    return scope?.options.get(name)?.at(-1)?.value
  }

  /**
   * Adds a change.
   * @param place how findings name the change; by default its number
   * @throws InvalidChangeError
   */
  add(change: Change, { current, type }: ChangeContext, place: string | undefined): void {
    this.#count++
    const name = place ?? `change ${this.#count} in memory`
    if (change.kind === 'unset') {
      this.#remove(change, name)
      return
    }
    const value = newValue(change, current, type)
    if (value === undefined) return
    const reading = this.#read(
      name,
      stanza(change.path, `${optionName(type, change.option)} = ${value}`),
    )
    if (reading.inclusion.file.document.diagnostics.some(({ severity }) => severity === 'error')) {
      const where = displayScope(change.path)
      throw new InvalidChangeError(change, `${change.option} cannot be set in ${where}`)
    }
    this.#readings.set(targetKey(pathKey(change.path), change.option.toLowerCase()), reading)
  }

  #remove(change: UnsetChange, name: string): void {
    const { path, option } = change
    const scopeKey = pathKey(path)
    if (option !== undefined) {
      const key = targetKey(scopeKey, option.toLowerCase())
      // A scope made by a change stays when its option is removed.
      if (path.length === 0) this.#readings.delete(key)
      else if (this.#readings.has(key)) this.#readings.set(key, this.#read(name, stanza(path, '')))
      this.#removals = this.#removals.withOption(path, option.toLowerCase())
      return
    }
    if (path.length === 0) {
      throw new InvalidChangeError(change, 'Unsetting the global scope is not supported.')
    }
    const inside = [...this.#readings.keys()].filter((key) => key.startsWith(scopeKey))
    for (const key of inside) this.#readings.delete(key)
    const outer = path.slice(0, -1)
    if (inside.length > 0 && outer.length > 0) {
      this.#readings.set(targetKey(pathKey(outer), ''), this.#read(name, stanza(outer, '')))
    }
    this.#removals = this.#removals.withScope(path)
  }

  #read(name: string, text: string): Reading {
    const reading = virtualReading(name, text, this.#nextOrder, this.#nextOrder)
    this.#nextOrder += reading.size
    return reading
  }
}

function targetKey(scopeKey: string, lowerName: string): string {
  return `${scopeKey}\n${lowerName}`
}

/** The option of a text with one statement; undefined when it only makes a scope. */
function statementOf({ inclusion }: Reading): OptionView | undefined {
  return pendingStatement(inclusion)?.option
}

/** The option and the scope path of a change's text; undefined when it only makes a scope. */
export function pendingStatement({
  file,
}: Inclusion): { readonly path: ScopePath; readonly option: OptionView } | undefined {
  const path: ScopeStep[] = []
  let [item] = file.document.root.items
  while (item?.type === 'scope') {
    path.push(stepOf({ name: item.name, instance: item.instance?.value }))
    ;[item] = item.items
  }
  return item?.type === 'option' ? { path, option: item } : undefined
}

/** The whole new value as text; undefined when the change alters nothing. */
function newValue(
  change: ValueChange,
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

/** The keys and values of a dictionary; the last value of a repeated key (language spec 2.5). */
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

/** A statement within the stanzas of its scope path. */
function stanza(path: ScopePath, statement: string): string {
  return path.reduceRight((body, step) => `${stepText(step)} {\n${body}\n}`, statement)
}

import {
  type Change,
  type Configuration,
  type Definition,
  displayScope,
  parseValue,
  type ScopePath,
  type Stanza,
  type UnsetChange,
  type ValueChange,
  valueText,
} from '../../config/index.js'
import { optionName } from '../../config/lookup/option-name.js'
import type { OptionType } from '../../schema/types.js'
import { applyEdits, encodeString, type TextEdit, type ValueView } from '../../syntax/index.js'
import { isAsAsked, type PartChange } from '../lists/list-check.js'
import { keyText, newValue, valueBefore } from '../placement/new-value.js'
import { findPlace, type Place } from '../placement/placement.js'
import { mayEdit, onlyLocal, type Reach } from '../placement/reach.js'
import { addElement, removeElement, setKey, unsetKey, type ValueEdits } from '../text/value-edit.js'
import { type CarriedText, carriedValue } from './carried.js'
import type { Refusal } from './change-set.js'
import { describeOption, fileAndLine } from './describe.js'
import * as refusals from './refusals.js'

/** What to do for one change in a configuration. */
export type Action = Edit | Insert | Delete | DeleteScope | Nothing | Refuse

/** Edits the value of an existing definition. */
export interface Edit {
  readonly kind: 'edit'
  readonly change: ValueChange
  readonly definition: Definition
  /** Edits of the text of the definition's file. */
  readonly edits: readonly TextEdit[]
  /** The new text of the whole value. */
  readonly value: string
  readonly reason: string
}

/** Adds a definition to a block, and makes missing stanzas. */
export interface Insert {
  readonly kind: 'insert'
  readonly change: ValueChange
  /** The name of the option in its registered spelling. */
  readonly option: string
  readonly place: Place
  readonly value: string
  /** What the value has of an old one in another file. */
  readonly carried: CarriedText | undefined
  /**
   * Definitions of the option further up in the same file. They have no effect any more and would be
   * duplicates, so they are removed.
   */
  readonly superseded: readonly Definition[]
}

/** Removes definitions. */
export interface Delete {
  readonly kind: 'delete'
  readonly change: UnsetChange
  readonly definitions: readonly Definition[]
}

/** Removes the stanzas of a scope. */
export interface DeleteScope {
  readonly kind: 'delete-scope'
  readonly change: UnsetChange
  readonly stanzas: readonly Stanza[]
}

/** The change is already made. */
interface Nothing {
  readonly kind: 'nothing'
  readonly note: string
}

interface Refuse {
  readonly kind: 'refuse'
  readonly refusal: Refusal
}

/** Decides where a change goes (language spec 7), if a file can take it. */
export function actionFor(configuration: Configuration, change: Change, reach: Reach): Action {
  if (change.kind !== 'unset') return actionForValue(configuration, change, reach)
  return change.option === undefined
    ? actionForScope(configuration, change, reach)
    : actionForUnset(configuration, change, change.option, reach)
}

function actionForValue(configuration: Configuration, change: ValueChange, reach: Reach): Action {
  const { path } = change
  const type = configuration.optionType(path, change.option)
  const option = optionName(type, change.option)
  const definition = configuration.written(path, change.option)
  if (definition?.inclusion.file.virtual) return refuse(refusals.inMemoryOnly(change, option))
  // An element is added to the value of an implicit setting, which is then written as a whole.
  const before = change.kind === 'set' ? definition : configuration.get(path, change.option)
  const found = valueEdits(change, type, before)
  if (found === 'wrong-form') return refuse(refusals.wrongForm(change, option, before))
  if (found === 'other-list') return refuse(refusals.otherList(change, option, before))
  if (found === undefined) {
    if (change.kind === 'remove-element' || change.kind === 'unset-key') {
      return refuse(refusals.notThere(change, option, before))
    }
    return { kind: 'nothing', note: alreadySo(configuration, change, option, before) }
  }
  const { edits, value } = found
  const only = onlyLocal(configuration, change, reach)
  const { file } = definition?.inclusion ?? {}
  const isInPlace =
    definition !== undefined &&
    file !== undefined &&
    mayEdit(file, reach) &&
    (only === undefined || file.path === configuration.localChanges?.path)
  if (isInPlace) {
    const refusal = refusals.ifBroken(file, change)
    if (refusal !== undefined) return refuse(refusal)
    const count = definitionsInFiles(configuration, path, change.option).length
    const reason =
      count === 1 ? 'the only place that sets it' : `the last of ${count} places that set it`
    return { kind: 'edit', change, definition, edits, value, reason }
  }
  const place = findPlace(configuration, change, option, reach)
  if ('code' in place) return refuse(place)
  const refusal = refusals.ifBroken(place.block.file, change)
  if (refusal !== undefined) return refuse(refusal)
  const { newline } = place.block.file.document.source
  const written = newValue(value, { newline, old: before?.value, type })
  const old = change.kind === 'set' || before === undefined ? undefined : before
  const carried =
    old &&
    carriedValue(
      written,
      { type, name: option },
      { file: old.inclusion.file, value: old.value },
      place.block.file,
    )
  const superseded = definitionsInFiles(configuration, path, change.option).filter(
    ({ inclusion }) => inclusion.file.path === place.block.file.path,
  )
  return { kind: 'insert', change, option, place, value: written, carried, superseded }
}

/** The edits of the effective definition, and its whole new value. */
function valueEdits(
  change: ValueChange,
  type: OptionType | undefined,
  definition: Definition | undefined,
): { edits: readonly TextEdit[]; value: string } | undefined | 'wrong-form' | 'other-list' {
  if (change.kind === 'set') {
    if (definition === undefined) return { edits: [], value: change.value }
    const { source } = definition.inclusion.file.document
    const old = definition.value
    const written = newValue(change.value, { newline: source.ownNewline, old, type })
    const value = valueBefore(written, source, old.end)
    if (value === definition.value.text) return undefined
    return { edits: [replaceValue(definition, value)], value }
  }
  if (definition === undefined) {
    const value = firstValue(change)
    return value === undefined ? undefined : { edits: [], value }
  }
  const { document } = definition.inclusion.file
  const edits = partEdits(change, type, document, definition.value)
  if (edits === undefined || edits === 'wrong-form') return edits
  const { start, text } = definition.value
  const moved = edits.map((edit) => ({
    ...edit,
    start: edit.start - start,
    end: edit.end - start,
  }))
  const value = applyEdits(text, moved)
  const after = parseValue(value)
  const part = change.kind === 'unset-key' ? undefined : given(change.value)
  const isWhole = after !== undefined && isAsAsked(change, type, definition.value, after, part)
  return isWhole ? { edits, value } : 'other-list'
}

/** The value of an option that was not set, with one element or key; undefined for a removal. */
function firstValue(change: PartChange): string | undefined {
  switch (change.kind) {
    case 'add-element':
      return `( ${newValue(change.value, { newline: '\n' })} )`
    case 'set-key':
      return `[ ${keyText(change.key)} = ${newValue(change.value, { newline: '\n' })} ]`
    case 'remove-element':
    case 'unset-key':
      return undefined
  }
}

function partEdits(
  change: PartChange,
  type: OptionType | undefined,
  document: Definition['inclusion']['file']['document'],
  value: ValueView,
): ValueEdits {
  switch (change.kind) {
    case 'add-element':
      return addElement(document, value, given(change.value))
    case 'remove-element':
      return removeElement(document, value, given(change.value))
    case 'set-key':
      return setKey(document, type, value, change.key, change.value)
    case 'unset-key':
      return unsetKey(document, type, value, change.key)
  }
}

/** A typed text as a value; invalid text becomes a string. */
function given(typed: string): ValueView {
  return parseValue(typed) ?? (parseValue(encodeString(typed)) as ValueView)
}

function replaceValue({ node, value: { start, end } }: Definition, value: string): TextEdit {
  if (node.equals !== undefined || /^[([]/.test(value)) return { start, end, text: value }
  // `Name [ ... ]` has no `=`, but only arrays and dictionaries may omit it.
  const gap = start > node.nameToken.end ? '' : ' '
  return { start, end, text: `${gap}= ${value}` }
}

function alreadySo(
  configuration: Configuration,
  change: ValueChange,
  name: string,
  definition: Definition | undefined,
): string {
  const type = configuration.optionType(change.path, name)
  const what = describeOption(change.path, name)
  if (definition === undefined) return `${what} is not set`
  const { inclusion, node, value } = definition
  const shown = valueText({ type, name }, value, { maskSecrets: true })
  return `${what} is ${shown} already (${fileAndLine(inclusion.file, node)})`
}

function definitionsInFiles(
  configuration: Configuration,
  path: ScopePath,
  option: string,
): Definition[] {
  return configuration.definitions(path, option).filter(({ inclusion }) => !inclusion.file.virtual)
}

function actionForUnset(
  configuration: Configuration,
  change: UnsetChange,
  name: string,
  reach: Reach,
): Action {
  const option = optionName(configuration.optionType(change.path, name), name)
  const definitions = definitionsInFiles(configuration, change.path, name)
  if (definitions.length === 0) return refuse(refusals.notSet(change, option))
  const what = describeOption(change.path, option)
  for (const { inclusion, node } of definitions) {
    const refusal = cannotGo(configuration, change, what, { inclusion, node }, reach)
    if (refusal !== undefined) return refuse(refusal)
  }
  return { kind: 'delete', change, definitions }
}

function actionForScope(configuration: Configuration, change: UnsetChange, reach: Reach): Action {
  const { path } = change
  if (path.length === 0) return refuse(refusals.unsetGlobal(change))
  const stanzas = (configuration.scope(path)?.stanzas ?? []).filter(
    ({ inclusion }) => !inclusion.file.virtual,
  )
  if (stanzas.length === 0) return refuse(refusals.noScope(change))
  for (const stanza of stanzas) {
    const refusal = cannotGo(configuration, change, displayScope(path), stanza, reach)
    if (refusal !== undefined) return refuse(refusal)
  }
  return { kind: 'delete-scope', change, stanzas }
}

/** Why a statement cannot be removed; undefined when it can. */
function cannotGo(
  configuration: Configuration,
  change: UnsetChange,
  what: string,
  { inclusion: { file }, node }: Pick<Definition, 'inclusion' | 'node'> | Stanza,
  reach: Reach,
): Refusal | undefined {
  if (file.readOnly !== undefined) {
    return refusals.staysReadOnly(change, what, file, node, file.readOnly)
  }
  const only = onlyLocal(configuration, change, reach)
  if (only !== undefined && file.path !== reach.localChanges.file?.path) {
    return refusals.notFromLocalChanges(change, what, only, file, node)
  }
  return refusals.ifBroken(file, change)
}

function refuse(refusal: Refusal): Refuse {
  return { kind: 'refuse', refusal }
}

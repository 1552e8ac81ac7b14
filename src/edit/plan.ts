import { type Change, type Configuration, type Definition, displayScope } from '../config/index.js'
import { toJson } from '../schema/index.js'
import { type Block, blocksOf } from './blocks.js'
import type { Refusal } from './change-set.js'
import { newValue, replacingValue } from './new-value.js'
import * as refusals from './refusals.js'

type SetChange = Extract<Change, { kind: 'set' }>
type UnsetChange = Extract<Change, { kind: 'unset' }>

/** What one change comes to in one configuration. */
export type Plan = Replace | Insert | Delete | Refuse

/** The value of a definition gets another text. */
export interface Replace {
  readonly kind: 'replace'
  readonly change: SetChange
  /** The registered spelling of the option. */
  readonly option: string
  readonly definition: Definition
  /** As it is to be written. */
  readonly value: string
  readonly reason: string
}

/** A definition is added to a block. */
export interface Insert {
  readonly kind: 'insert'
  readonly change: SetChange
  readonly option: string
  readonly block: Block
  readonly value: string
  readonly reason: string
}

/** Definitions are taken out. */
export interface Delete {
  readonly kind: 'delete'
  readonly change: UnsetChange
  readonly option: string
  readonly definitions: readonly Definition[]
}

interface Refuse {
  readonly kind: 'refuse'
  readonly refusal: Refusal
}

/** Decides where a change goes (language spec 7), as far as a file can take it. */
export function planChange(configuration: Configuration, change: Change): Plan {
  if (change.kind === 'set') return planSet(configuration, change)
  if (change.kind === 'unset' && change.option !== undefined) {
    return planUnset(configuration, change, change.option)
  }
  return refuse(refusals.unsupported(change))
}

function planSet(configuration: Configuration, change: SetChange): Plan {
  const option = registeredName(configuration, change, change.option)
  const definition = configuration.get(change.path, change.option)
  return definition === undefined
    ? planNew(configuration, change, option)
    : planReplacement(configuration, change, option, definition)
}

function planReplacement(
  configuration: Configuration,
  change: SetChange,
  option: string,
  definition: Definition,
): Plan {
  const { file } = definition.inclusion
  if (file.virtual) return refuse(refusals.inMemoryOnly(change, option))
  if (file.readOnly !== undefined) {
    return refuse(refusals.lastSetReadOnly(change, option, definition, file.readOnly))
  }
  const refusal =
    refuseElsewhere(configuration, change, definition) ?? refusals.ifBroken(file, change)
  if (refusal !== undefined) return refuse(refusal)
  const count = configuration.definitions(change.path, change.option).length
  const reason =
    count === 1 ? 'the only place that sets it' : `the last of ${count} places that set it`
  const value = replacingValue(change.value)
  return { kind: 'replace', change, option, definition, value, reason }
}

/** An option that the scope has not got in any file. */
function planNew(configuration: Configuration, change: SetChange, option: string): Plan {
  const scope = configuration.scope(change.path)
  if (scope === undefined) return refuse(refusals.noScope(change))
  const blocks = blocksOf(configuration, scope).filter(({ file }) => !file.virtual)
  const block = blocks.find(({ file }) => file.readOnly === undefined)
  if (block === undefined) return refuse(refusals.noWritableBlock(change, configuration, blocks))
  const refusal =
    refuseElsewhere(configuration, change, block) ?? refusals.ifBroken(block.file, change)
  if (refusal !== undefined) return refuse(refusal)
  const value = newValue(change.value, block.file.document.source.newline)
  const reason = reasonFor(change, block)
  return { kind: 'insert', change, option, block, value, reason }
}

function reasonFor({ path }: SetChange, { body }: Block): string {
  if (path.length > 0) {
    return `not set so far; the first writable place that defines ${displayScope(path)}`
  }
  const last = body.items.at(-1)
  const before = last?.type === 'include' && last.readOnly ? ', before its overlay' : ''
  return `not set so far; a global option goes into the main file${before}`
}

function planUnset(configuration: Configuration, change: UnsetChange, name: string): Plan {
  const option = registeredName(configuration, change, name)
  const definitions = configuration
    .definitions(change.path, name)
    .filter(({ inclusion }) => !inclusion.file.virtual)
  if (definitions.length === 0) return refuse(refusals.notSet(change, option))
  for (const definition of definitions) {
    const { file } = definition.inclusion
    const refusal =
      file.readOnly === undefined
        ? (refuseElsewhere(configuration, change, definition) ?? refusals.ifBroken(file, change))
        : refusals.staysReadOnly(change, option, definition, file.readOnly)
    if (refusal !== undefined) return refuse(refusal)
  }
  return { kind: 'delete', change, option, definitions }
}

/** With Local_Changes_Only every change goes into one file (language spec 7). */
function refuseElsewhere(
  configuration: Configuration,
  change: Change,
  place: Definition | Block,
): Refusal | undefined {
  const only = configuration.get([], 'Local_Changes_Only')
  const type = configuration.optionType([], 'Local_Changes_Only')
  if (only === undefined || toJson(type, only.value) !== true) return undefined
  const file = 'inclusion' in place ? place.inclusion.file : place.file
  const { localChanges } = configuration
  return localChanges !== undefined && file.path === localChanges.path
    ? undefined
    : refusals.belongsInLocalChanges(change, only, localChanges?.name)
}

function registeredName(configuration: Configuration, { path }: Change, option: string): string {
  return configuration.optionType(path, option)?.display ?? option
}

function refuse(refusal: Refusal): Refuse {
  return { kind: 'refuse', refusal }
}

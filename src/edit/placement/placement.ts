import {
  type ConfigFile,
  type Configuration,
  type Definition,
  displayScope,
  type ScopePath,
  type ValueChange,
} from '../../config/index.js'
import { describeReadOnly } from '../../config/loading/read-only.js'
import { pathKey } from '../../config/merging/identity.js'
import type { Refusal } from '../change/change-set.js'
import { fileAndLine } from '../change/describe.js'
import * as refusals from '../change/refusals.js'
import { type Block, behindDefinition, blocksOf, expandedPlace, globalBlocks } from './blocks.js'
import { hasPlaceBehind } from './insertion.js'
import { mayEdit, onlyLocal, type Reach } from './reach.js'

/** The place for a new definition. */
export interface Place {
  readonly block: Block
  /** The stanzas to make inside the block, outermost first. */
  readonly missing: ScopePath
  /** The index of a statement of the block that it must follow; -1 for any place. */
  readonly behind: number
  /** The reason for this place. */
  readonly reason: string
}

/**
 * Finds the place for a new definition of an option whose last definition, if any, cannot be
 * changed in place (language spec 7, rules 2 and 3). A definition before a read-only one would have
 * no effect, so only later places count.
 */
export function findPlace(
  configuration: Configuration,
  change: ValueChange,
  option: string,
  reach: Reach,
): Place | Refusal {
  const only = onlyLocal(configuration, change, reach)
  if (only !== undefined) {
    const { file, problem } = reach.localChanges
    if (file === undefined) {
      return refusals.belongsInLocalChanges(change, only, configuration.localChanges?.name, problem)
    }
    const reason = `Local_Changes_Only is on (${fileAndLine(only.inclusion.file, only.node)}): every change goes into the local changes file`
    return { ...inFile(configuration, file, change.path, undefined), reason } as Place
  }
  return (
    whereDefined(configuration, change, reach) ??
    whereNobodyDefines(configuration, change, option, reach)
  )
}

/** The first writable place, in document order, where the scope is defined. */
function whereDefined(
  configuration: Configuration,
  { path, option }: ValueChange,
  reach: Reach,
): Place | undefined {
  const scope = configuration.scope(path)
  if (scope === undefined) return undefined
  const last = configuration.written(path, option)
  const blocks =
    path.length === 0 && last !== undefined
      ? globalBlocks(configuration)
      : blocksOf(configuration, scope)
  for (const block of blocks) {
    if (!mayEdit(block.file, reach)) continue
    const behind = last === undefined ? -1 : behindDefinition(block, last)
    if (behind === undefined || !hasPlaceBehind(block, behind)) continue
    return { block, missing: [], behind, reason: reasonWhereDefined(path, block, last) }
  }
  return undefined
}

function reasonWhereDefined(
  path: ScopePath,
  { body }: Block,
  last: Definition | undefined,
): string {
  const what = displayScope(path)
  if (last !== undefined) {
    const after = path.length === 0 ? 'after it' : `after it that defines ${what}`
    return `${describeLast(last)}; the first writable place ${after}`
  }
  if (path.length > 0) return `not set so far; the first writable place that defines ${what}`
  const end = body.items.at(-1)
  const before = end?.type === 'include' && end.readOnly ? ', before its overlay' : ''
  return `not set so far; a global option goes into the main file${before}`
}

/** The place when no writable block defines the scope: local changes file, or else main file. */
function whereNobodyDefines(
  configuration: Configuration,
  change: ValueChange,
  option: string,
  reach: Reach,
): Place | Refusal {
  const { path } = change
  const { main } = configuration
  const { file: local } = reach.localChanges
  const last = configuration.written(path, change.option)
  const why = reasonWhereNobodyDefines(configuration, path, last, reach)
  if (local !== undefined) {
    const place = inFile(configuration, local, path, last)
    const isNew = !configuration.files.includes(local)
    const kind = isNew ? 'the local changes file, which is made' : 'the local changes file'
    if (place !== undefined) return { ...place, reason: `${why}, so it goes into ${kind}` }
  }
  if (mayEdit(main, reach)) {
    const place = inFile(configuration, main, path, last)
    const siblings = siblingsElsewhere(configuration, path, main, reach)
    if (place !== undefined) {
      return { ...place, reason: `${why}, so it goes into the main file${siblings}` }
    }
  }
  const { onlyFile } = reach
  if (onlyFile !== undefined && onlyFile !== main && mayEdit(onlyFile, reach)) {
    const place = inFile(configuration, onlyFile, path, last)
    if (place !== undefined) {
      return { ...place, reason: `${why}, so it goes into the file that was chosen` }
    }
  }
  if (last !== undefined && reach.onlyFile !== undefined) {
    return refusals.lastSetBehind(change, option, last, reach.onlyFile)
  }
  if (last?.inclusion.file.readOnly !== undefined) {
    return refusals.lastSetReadOnly(change, option, last, last.inclusion.file.readOnly)
  }
  const scope = configuration.scope(path)
  const blocks = scope === undefined ? [] : blocksOf(configuration, scope)
  return refusals.noWritableBlock(change, configuration, blocks)
}

function reasonWhereNobodyDefines(
  configuration: Configuration,
  path: ScopePath,
  last: Definition | undefined,
  { onlyFile }: Reach,
): string {
  const what = displayScope(path)
  if (last !== undefined) {
    const defines = path.length === 0 ? 'file is read after it' : `place after it defines ${what}`
    return `${describeLast(last)}; no writable ${defines}`
  }
  if (configuration.scope(path) === undefined) return `${what} is new`
  return path.length === 0
    ? 'the main file is read-only'
    : `${what} is defined in ${onlyFile === undefined ? 'read-only' : 'other'} files only`
}

function describeLast({ inclusion: { file }, node }: Definition): string {
  const why =
    file.readOnly === undefined
      ? 'is not to change'
      : `is read-only (${describeReadOnly(file.readOnly)})`
  return `last set in ${fileAndLine(file, node)}, which ${why}`
}

/** The place in the main file for an empty stanza. */
export function placeOfStanza(configuration: Configuration, path: ScopePath): Place | undefined {
  const place = inFile(configuration, configuration.main, path, undefined)
  return (
    place && { ...place, reason: `${displayScope(path)} is new, so it goes into the main file` }
  )
}

/**
 * The place in a file outside of stanzas: in its stanza of the scope, or of the nearest scope
 * around, or at its end.
 */
function inFile(
  configuration: Configuration,
  file: ConfigFile,
  path: ScopePath,
  last: Definition | undefined,
): Omit<Place, 'reason'> | undefined {
  for (let depth = path.length; depth > 0; depth--) {
    const scope = configuration.scope(path.slice(0, depth))
    if (scope === undefined) continue
    for (const block of blocksOf(configuration, scope)) {
      if (block.file !== file || block.body.type === 'file') continue
      const behind = last === undefined ? -1 : behindDefinition(block, last)
      if (behind === undefined || !hasPlaceBehind(block, behind)) continue
      return { block, missing: path.slice(depth), behind }
    }
  }
  const { within, place } = whereRead(configuration, file)
  if (pathKey(path.slice(0, within.length)) !== pathKey(within)) return undefined
  const block = { file, body: file.document.root, place }
  const behind = last === undefined ? -1 : behindDefinition(block, last)
  if (behind === undefined || !hasPlaceBehind(block, behind)) return undefined
  return { block, missing: path.slice(within.length), behind }
}

/** The scope that a file is read in, and its place in the expanded text. */
function whereRead(
  configuration: Configuration,
  file: ConfigFile,
): { within: ScopePath; place: readonly number[] } {
  const [inclusion] = file.inclusions
  if (file === configuration.main) return { within: [], place: [] }
  // A local changes file that is yet to be made is read by nobody so far, and then last.
  if (inclusion === undefined) return { within: [], place: [Number.POSITIVE_INFINITY] }
  return { within: inclusion.within, place: expandedPlace(inclusion) }
}

/** Where the other stanzas of a new one's kind are, if all of them are in one other file. */
function siblingsElsewhere(
  configuration: Configuration,
  path: ScopePath,
  file: ConfigFile,
  reach: Reach,
): string {
  const depth = path.findIndex(
    (_, index) => configuration.scope(path.slice(0, index + 1)) === undefined,
  )
  const step = path[depth]
  if (step?.instance === undefined) return ''
  const siblings = configuration.scope(path.slice(0, depth))?.scopesNamed(step.name) ?? []
  const stanzas = siblings.flatMap((scope) => scope.stanzas)
  const [other, ...others] = new Set(stanzas.map(({ inclusion }) => inclusion.file))
  if (other === undefined || others.length > 0 || other === file || other.virtual) return ''
  if (!mayEdit(other, reach)) return ''
  const count = siblings.length
  const what = count === 1 ? '1 other stands' : `${count} others stand`
  return `; ${what} in ${other.name}; --file puts it there`
}

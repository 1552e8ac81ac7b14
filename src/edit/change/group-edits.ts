import {
  type Change,
  type ConfigFile,
  type Configuration,
  displayStep,
} from '../../config/index.js'
import { pathKey } from '../../config/merging/identity.js'
import { type NodeView, sortEdits, type TextEdit } from '../../syntax/index.js'
import type { Block } from '../placement/blocks.js'
import { type Insertion, insertItems } from '../placement/insertion.js'
import type { NewStanza } from '../placement/new-item.js'
import type { Reach } from '../placement/reach.js'
import { removeStatements } from '../text/removal.js'
import {
  type Action,
  actionFor,
  type Delete,
  type DeleteScope,
  type Edit,
  type Insert,
} from './action.js'
import type { CarriedText } from './carried.js'
import type { Placement, Refusal } from './change-set.js'

/** The effect of a group of changes on the texts of a configuration. */
export interface GroupEdits {
  readonly edits: ReadonlyMap<ConfigFile, readonly TextEdit[]>
  /** The places of new values are in the old texts; see `Placement`. */
  readonly placements: readonly Placement[]
  readonly refusals: readonly Refusal[]
  readonly notes: readonly string[]
  readonly carried: readonly CarriedText[]
}

/** Plans changes that do not touch each other's text, on one configuration. */
export function editsOfGroup(
  configuration: Configuration,
  changes: readonly Change[],
  reach: Reach,
): GroupEdits {
  const actions = changes.map((change) => actionFor(configuration, change, reach))
  const collector = new Collector(configuration)
  for (const action of actions) if (action.kind === 'edit') collector.edit(action)
  for (const group of byBlock(actions)) collector.insert(group)
  collector.remove(actions)
  return {
    edits: collector.sortedEdits(),
    placements: actions.flatMap((action) => collector.placements.get(action) ?? []),
    refusals: actions.flatMap((action) => (action.kind === 'refuse' ? [action.refusal] : [])),
    notes: actions.flatMap((action) => (action.kind === 'nothing' ? [action.note] : [])),
    carried: actions.flatMap((action) => (action.kind === 'insert' ? (action.carried ?? []) : [])),
  }
}

class Collector {
  readonly placements = new Map<Action, Placement[]>()
  readonly #edits = new Map<ConfigFile, TextEdit[]>()

  constructor(readonly configuration: Configuration) {}

  sortedEdits(): Map<ConfigFile, TextEdit[]> {
    return new Map([...this.#edits].map(([file, each]) => [file, sortEdits(each)]))
  }

  edit(action: Edit): void {
    const { change, definition, edits, value, reason } = action
    const { file } = definition.inclusion
    this.#add(file, edits)
    const { line, column } = file.document.source.position(definition.value.start)
    const { name, path } = file
    const before = definition.value.text
    this.placements.set(action, [
      { change, action: 'replace', file: name, path, line, column, reason, before, after: value },
    ])
  }

  /** @param group the changes that go into one block */
  insert(group: readonly [Insert, ...Insert[]]): void {
    const [{ place, change }] = group
    const { block } = place
    const outer = change.path.slice(0, change.path.length - place.missing.length)
    const insertions = insertItems(block, {
      options: group
        .filter((action) => action.place.missing.length === 0)
        .map(({ option, value }) => ({ name: option, value })),
      stanzas: stanzasOf(group),
      behind: group.reduce((behind, action) => Math.max(behind, action.place.behind), place.behind),
      registered: this.configuration.typeOf(outer)?.options,
    })
    const distinct = new Set([insertions.options?.edit, insertions.stanzas?.edit])
    for (const edit of distinct) if (edit !== undefined) this.#add(block.file, [edit])
    for (const action of group) {
      const inserted = action.place.missing.length === 0 ? insertions.options : insertions.stanzas
      if (inserted === undefined) continue
      this.placements.set(action, [...supersessions(action), insertion(action, inserted)])
    }
  }

  remove(actions: readonly Action[]): void {
    const nodes = new Map<ConfigFile, NodeView[]>()
    const superseded = new Set<NodeView>()
    for (const action of actions) {
      if (action.kind === 'delete' || action.kind === 'delete-scope') {
        this.placements.set(action, deletions(action))
      } else if (action.kind !== 'insert') continue
      const removed = action.kind === 'insert' ? action.superseded : statementsOf(action)
      for (const { inclusion, node } of removed) {
        nodes.set(inclusion.file, [...(nodes.get(inclusion.file) ?? []), node])
        if (action.kind === 'insert') superseded.add(node)
      }
    }
    for (const [file, each] of nodes) {
      const keepsComments = (node: NodeView) => superseded.has(node)
      this.#add(file, removeStatements(file.document, each, { tidy: true, keepsComments }))
    }
  }

  #add(file: ConfigFile, edits: readonly TextEdit[]): void {
    this.#edits.set(file, [...(this.#edits.get(file) ?? []), ...edits])
  }
}

/** New stanzas, one for each scope, with its options in the order of the changes. */
function stanzasOf(group: readonly Insert[]): NewStanza[] {
  const stanzas = new Map<string, NewStanza & { options: { name: string; value: string }[] }>()
  for (const { option, value, place } of group) {
    if (place.missing.length === 0) continue
    const key = pathKey(place.missing)
    const stanza = stanzas.get(key) ?? { path: place.missing, options: [] }
    stanza.options.push({ name: option, value })
    stanzas.set(key, stanza)
  }
  return [...stanzas.values()]
}

function insertion({ change, place, value }: Insert, { edit, newLineAfter }: Insertion): Placement {
  const { name, path, document } = place.block.file
  const { line, column } = document.source.position(edit.start)
  const { reason, missing } = place
  return {
    change,
    action: 'insert',
    file: name,
    path,
    line,
    column,
    reason,
    ...(newLineAfter !== undefined && { newLineAfter }),
    ...(missing.length > 0 && { newStanzas: missing.map(displayStep) }),
    after: value,
  }
}

function supersessions({ change, superseded }: Insert): Placement[] {
  return superseded.map(({ inclusion, node, value }) => {
    const { name, path, document } = inclusion.file
    const { line, column } = document.source.position(node.start)
    const reason = 'the definition further up has no effect any more'
    return { change, action: 'delete', file: name, path, line, column, reason, before: value.text }
  })
}

function deletions(action: Delete | DeleteScope): Placement[] {
  const { change } = action
  const statements = statementsOf(action)
  const verb = action.kind === 'delete' ? 'sets' : 'defines'
  const reason =
    statements.length === 1 ? `the only place that ${verb} it` : `every place that ${verb} it goes`
  return statements.map(({ inclusion, node, before }) => {
    const { name, path, document } = inclusion.file
    const { line, column } = document.source.position(node.start)
    return { change, action: 'delete', file: name, path, line, column, reason, before }
  })
}

function statementsOf(action: Delete | DeleteScope) {
  return action.kind === 'delete'
    ? action.definitions.map(({ inclusion, node, value }) => ({
        inclusion,
        node,
        before: value.text,
      }))
    : action.stanzas.map(({ inclusion, node }) => ({ inclusion, node, before: node.text }))
}

function byBlock(actions: readonly Action[]): [Insert, ...Insert[]][] {
  const groups = new Map<string, [Insert, ...Insert[]]>()
  for (const action of actions) {
    if (action.kind !== 'insert') continue
    const key = blockKey(action.place.block)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [action])
    else group.push(action)
  }
  return [...groups.values()]
}

function blockKey({ file, body }: Block): string {
  return `${body.index} ${file.path}`
}

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
import type { CarriedText } from './carried.js'
import type { Placement, Refusal } from './change-set.js'
import {
  type Delete,
  type DeleteScope,
  type Edit,
  type Insert,
  type Plan,
  planChange,
} from './plan.js'

/** The effect of a group of changes on the texts of a configuration. */
export interface BatchResult {
  readonly edits: ReadonlyMap<ConfigFile, readonly TextEdit[]>
  /** The places of new values are in the old texts; see `Placement`. */
  readonly placements: readonly Placement[]
  readonly refusals: readonly Refusal[]
  readonly notes: readonly string[]
  readonly carried: readonly CarriedText[]
}

/** Plans changes that do not touch each other's text, on one configuration. */
export function planBatch(
  configuration: Configuration,
  changes: readonly Change[],
  reach: Reach,
): BatchResult {
  const plans = changes.map((change) => planChange(configuration, change, reach))
  const batch = new Batch(configuration)
  for (const plan of plans) if (plan.kind === 'edit') batch.edit(plan)
  for (const group of byBlock(plans)) batch.insert(group)
  batch.remove(plans)
  return {
    edits: batch.sortedEdits(),
    placements: plans.flatMap((plan) => batch.placements.get(plan) ?? []),
    refusals: plans.flatMap((plan) => (plan.kind === 'refuse' ? [plan.refusal] : [])),
    notes: plans.flatMap((plan) => (plan.kind === 'nothing' ? [plan.note] : [])),
    carried: plans.flatMap((plan) => (plan.kind === 'insert' ? (plan.carried ?? []) : [])),
  }
}

class Batch {
  readonly placements = new Map<Plan, Placement[]>()
  readonly #edits = new Map<ConfigFile, TextEdit[]>()

  constructor(readonly configuration: Configuration) {}

  sortedEdits(): Map<ConfigFile, TextEdit[]> {
    return new Map([...this.#edits].map(([file, each]) => [file, sortEdits(each)]))
  }

  edit(plan: Edit): void {
    const { change, definition, edits, value, reason } = plan
    const { file } = definition.inclusion
    this.#add(file, edits)
    const { line, column } = file.document.source.position(definition.value.start)
    const { name, path } = file
    const before = definition.value.text
    this.placements.set(plan, [
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
        .filter((plan) => plan.place.missing.length === 0)
        .map(({ option, value }) => ({ name: option, value })),
      stanzas: stanzasOf(group),
      behind: group.reduce((behind, plan) => Math.max(behind, plan.place.behind), place.behind),
      registered: this.configuration.typeOf(outer)?.options,
    })
    const distinct = new Set([insertions.options?.edit, insertions.stanzas?.edit])
    for (const edit of distinct) if (edit !== undefined) this.#add(block.file, [edit])
    for (const plan of group) {
      const inserted = plan.place.missing.length === 0 ? insertions.options : insertions.stanzas
      if (inserted !== undefined) this.placements.set(plan, [insertion(plan, inserted)])
    }
  }

  remove(plans: readonly Plan[]): void {
    const nodes = new Map<ConfigFile, NodeView[]>()
    for (const plan of plans) {
      if (plan.kind !== 'delete' && plan.kind !== 'delete-scope') continue
      this.placements.set(plan, deletions(plan))
      for (const { inclusion, node } of statementsOf(plan)) {
        nodes.set(inclusion.file, [...(nodes.get(inclusion.file) ?? []), node])
      }
    }
    for (const [file, each] of nodes) {
      this.#add(file, removeStatements(file.document, each, { tidy: true }))
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

function deletions(plan: Delete | DeleteScope): Placement[] {
  const { change } = plan
  const statements = statementsOf(plan)
  const verb = plan.kind === 'delete' ? 'sets' : 'defines'
  const reason =
    statements.length === 1 ? `the only place that ${verb} it` : `every place that ${verb} it goes`
  return statements.map(({ inclusion, node, before }) => {
    const { name, path, document } = inclusion.file
    const { line, column } = document.source.position(node.start)
    return { change, action: 'delete', file: name, path, line, column, reason, before }
  })
}

function statementsOf(plan: Delete | DeleteScope) {
  return plan.kind === 'delete'
    ? plan.definitions.map(({ inclusion, node, value }) => ({
        inclusion,
        node,
        before: value.text,
      }))
    : plan.stanzas.map(({ inclusion, node }) => ({ inclusion, node, before: node.text }))
}

function byBlock(plans: readonly Plan[]): [Insert, ...Insert[]][] {
  const groups = new Map<string, [Insert, ...Insert[]]>()
  for (const plan of plans) {
    if (plan.kind !== 'insert') continue
    const key = blockKey(plan.place.block)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [plan])
    else group.push(plan)
  }
  return [...groups.values()]
}

function blockKey({ file, body }: Block): string {
  return `${body.index} ${file.path}`
}

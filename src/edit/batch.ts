import { type Change, type ConfigFile, type Configuration, valueText } from '../config/index.js'
import { type OptionView, sortEdits, type TextEdit } from '../syntax/index.js'
import type { Block } from './blocks.js'
import type { Placement, Refusal } from './change-set.js'
import { describeOption, placeOf } from './describe.js'
import { insertOptions } from './insertion.js'
import { type Delete, type Insert, type Plan, planChange, type Replace } from './plan.js'
import { removeStatements } from './removal.js'

/** What a group of changes does to the texts of one configuration. */
export interface BatchResult {
  readonly edits: ReadonlyMap<ConfigFile, readonly TextEdit[]>
  /** The places of new values are those of the texts before; see `Placement`. */
  readonly placements: readonly Placement[]
  readonly refusals: readonly Refusal[]
  readonly notes: readonly string[]
}

/** Plans changes that do not touch each other's text, over one configuration. */
export function planBatch(configuration: Configuration, changes: readonly Change[]): BatchResult {
  const plans = changes.map((change) => planChange(configuration, change))
  const edits = new Map<ConfigFile, TextEdit[]>()
  const add = (file: ConfigFile, more: readonly TextEdit[]) =>
    edits.set(file, [...(edits.get(file) ?? []), ...more])
  const placements = new Map<Plan, Placement[]>()
  const notes: string[] = []
  for (const plan of plans) {
    if (plan.kind !== 'replace') continue
    if (plan.value === plan.definition.value.text) {
      notes.push(alreadySo(configuration, plan))
      continue
    }
    add(plan.definition.inclusion.file, [replaceValue(plan)])
    placements.set(plan, [replacement(plan)])
  }
  for (const group of groupBy(plans, 'insert', ({ block }) => blockKey(block))) {
    const [{ block }] = group
    const options = group.map(({ option, value }) => ({ name: option, value }))
    const { edit, newLineAfter } = insertOptions(block, options)
    add(block.file, [edit])
    for (const plan of group) placements.set(plan, [insertion(plan, edit, newLineAfter)])
  }
  const removed = new Map<ConfigFile, OptionView[]>()
  for (const plan of plans) {
    if (plan.kind !== 'delete') continue
    placements.set(plan, deletions(plan))
    for (const { inclusion, node } of plan.definitions) {
      removed.set(inclusion.file, [...(removed.get(inclusion.file) ?? []), node])
    }
  }
  for (const [file, nodes] of removed) add(file, removeStatements(file.document, nodes))
  return {
    edits: new Map([...edits].map(([file, each]) => [file, sortEdits(each)])),
    placements: plans.flatMap((plan) => placements.get(plan) ?? []),
    refusals: plans.flatMap((plan) => (plan.kind === 'refuse' ? [plan.refusal] : [])),
    notes,
  }
}

function replaceValue({ definition, value }: Replace): TextEdit {
  const { node } = definition
  const { start, end } = definition.value
  if (node.equals !== undefined || /^[([]/.test(value)) return { start, end, text: value }
  // `Name [ ... ]` has no `=`, and only arrays and dictionaries may do without.
  const gap = start > node.nameToken.end ? '' : ' '
  return { start, end, text: `${gap}= ${value}` }
}

function alreadySo(configuration: Configuration, { change, option, definition }: Replace): string {
  const { inclusion, node, value } = definition
  const type = configuration.optionType(change.path, option)
  const shown = valueText({ type, name: option }, value, { maskSecrets: true })
  const place = placeOf(inclusion.file, node)
  return `${describeOption(change.path, option)} is ${shown} already (${place})`
}

function replacement({ change, definition, value, reason }: Replace): Placement {
  const { file } = definition.inclusion
  const { line, column } = file.document.source.position(definition.value.start)
  const { name, path } = file
  const before = definition.value.text
  return { change, action: 'replace', file: name, path, line, column, reason, before, after: value }
}

function insertion(
  { change, block, value, reason }: Insert,
  edit: TextEdit,
  newLineAfter: number | undefined,
): Placement {
  const { name, path, document } = block.file
  const { line, column } = document.source.position(edit.start)
  const placement = { change, action: 'insert', file: name, path, line, column, reason } as const
  return newLineAfter === undefined
    ? { ...placement, after: value }
    : { ...placement, newLineAfter, after: value }
}

function deletions({ change, definitions }: Delete): Placement[] {
  const reason =
    definitions.length === 1 ? 'the only place that sets it' : 'every place that sets it goes'
  return definitions.map(({ inclusion, node, value }) => {
    const { name, path, document } = inclusion.file
    const { line, column } = document.source.position(node.start)
    return { change, action: 'delete', file: name, path, line, column, reason, before: value.text }
  })
}

function blockKey({ file, body }: Block): string {
  return `${body.index} ${file.path}`
}

function groupBy<K extends Plan['kind']>(
  plans: readonly Plan[],
  kind: K,
  keyOf: (plan: Extract<Plan, { kind: K }>) => string,
): [Extract<Plan, { kind: K }>, ...Extract<Plan, { kind: K }>[]][] {
  const groups = new Map<string, [Extract<Plan, { kind: K }>, ...Extract<Plan, { kind: K }>[]]>()
  for (const plan of plans) {
    if (plan.kind !== kind) continue
    const wanted = plan as Extract<Plan, { kind: K }>
    const group = groups.get(keyOf(wanted))
    if (group === undefined) groups.set(keyOf(wanted), [wanted])
    else group.push(wanted)
  }
  return [...groups.values()]
}

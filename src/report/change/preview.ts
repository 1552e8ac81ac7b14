import { type Change, type Configuration, displayScope } from '../../config/index.js'
import type { ChangeSet, Effect, Placement } from '../../edit/index.js'
import type { Showing } from '../layout/showing.js'
import { visible } from '../layout/visible.js'
import { effectText } from './effect.js'
import { ShownValues } from './values.js'

/**
 * The preview of a change, shown before the diff: what changes, where, why there, and the effect.
 */
export function renderPreview(
  { changes, placements, effects = [], diagnostics }: ChangeSet,
  configuration: Configuration,
  showing: Showing,
): string {
  const { maskSecrets, colours } = showing
  const values = new ShownValues(configuration, maskSecrets)
  const lines: string[] = []
  for (const group of byTarget(placements)) {
    const [{ change }] = group
    const effect = change && effects.find((each) => isAbout(each, change))
    if (change !== undefined)
      lines.push(colours.bold(visible(headline(group, change, effect, values))), '')
    for (const placement of group) {
      lines.push(`  ${label(placement)} ${visible(whereText(placement))}`)
    }
    for (const reason of new Set(group.map((placement) => placement.reason))) {
      lines.push(`  why     ${visible(reason)}`)
    }
    if (effect !== undefined) {
      lines.push(`  effect  ${visible(effectText(effect, values))}`)
      lines.push(`  restart ${restartText(effect, showing)}`)
    }
    lines.push('')
  }
  for (const { severity, summary, detail } of diagnostics) {
    if (severity === 'info') continue
    const words = values.said(changes, `${summary}${detail ? `: ${detail}` : ''}`)
    lines.push(`  ${colours.yellow(severity)} ${visible(words)}`)
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

function restartText({ needsRestart }: Effect, { colours }: Showing): string {
  if (needsRestart === null) return 'unknown'
  return needsRestart ? colours.yellow('needed') : 'no'
}

function label({ action }: Placement): string {
  return (action === 'delete' ? 'from' : 'where').padEnd(7)
}

function whereText({ file, line, column, newLineAfter, newStanzas, action }: Placement): string {
  const fresh = [
    ...(newLineAfter === undefined || action === 'delete'
      ? []
      : [`new line after ${newLineAfter}`]),
    ...(newStanzas === undefined ? [] : [`in a new stanza ${newStanzas.join(' > ')}`]),
  ]
  return `${file}:${line}:${column}${fresh.length === 0 ? '' : ` (${fresh.join(', ')})`}`
}

/** Groups the placements of the same option or scope. */
function byTarget(placements: readonly Placement[]): [Placement, ...Placement[]][] {
  const groups: [Placement, ...Placement[]][] = []
  for (const placement of placements) {
    const { change } = placement
    const last = groups.at(-1)
    const other = last?.[0].change
    if (change !== undefined && other !== undefined && isSameTarget(change, other)) {
      last?.push(placement)
    } else groups.push([placement])
  }
  return groups
}

function isSameTarget(a: Pick<Change, 'path' | 'option'>, b: Pick<Change, 'path' | 'option'>) {
  return (
    a.option?.toLowerCase() === b.option?.toLowerCase() &&
    displayScope(a.path) === displayScope(b.path)
  )
}

function isAbout({ path, option }: Effect, change: Change): boolean {
  return isSameTarget(option === undefined ? { path } : ({ path, option } as Change), change)
}

function headline(
  placements: readonly Placement[],
  { path, option }: Change,
  effect: Effect | undefined,
  values: ShownValues,
): string {
  if (option === undefined) return `${displayScope(path)}   taken out`
  const before = placements.findLast((placement) => placement.before !== undefined)?.before
  const after = placements.findLast((placement) => placement.after !== undefined)?.after
  const shown = (text: string | undefined) =>
    text === undefined ? 'not set' : values.short(path, option, text)
  const scope = path.length === 0 ? '' : `${displayScope(path)}  `
  return `${scope}${effect?.option ?? option}   ${shown(before)} → ${shown(after)}`
}

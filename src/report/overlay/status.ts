import { type Definition, displayScope, valueText } from '../../config/index.js'
import { counted, listed } from '../../diagnostics/index.js'
import type { OverlayEffect, OverlayState, OverlayStatus } from '../../edit/index.js'
import type { Palette } from '../layout/palette.js'
import type { Showing } from '../layout/showing.js'
import { definitionPlace, placeText, shortValue } from '../lookup/definition.js'

/** What overlays override and add, and whether they are in effect, for people. */
export function overlayText(status: OverlayStatus, showing: Showing): string {
  const { colours } = showing
  const { effects, newScopes } = status
  const lines = [summary(status, colours)]
  for (const effect of effects) lines.push(...effectLines(effect, showing))
  for (const path of newScopes) lines.push(`  ${colours.green('+')} ${displayScope(path)} { }`)
  lines.push(...verdict(status, colours))
  return `${lines.join('\n')}\n`
}

function summary({ overlays, effects, newScopes, state }: OverlayStatus, colours: Palette): string {
  const overridden = effects.filter(({ before }) => before !== undefined).length
  const added = effects.length - overridden
  const isOne = overlays.length === 1
  const does = state === 'absent' ? 'would override' : isOne ? 'overrides' : 'override'
  const adds = state === 'absent' || !isOne ? 'add' : 'adds'
  const scopes =
    newScopes.length > 0 ? `, and ${adds} ${counted(newScopes.length, 'empty scope')}` : ''
  const names = listed(overlays.map(({ overlay }) => colours.bold(overlay.target.name)))
  return `${names} ${does} ${counted(overridden, 'option')} and ${adds} ${added}${scopes}:`
}

function effectLines(effect: OverlayEffect, showing: Showing): string[] {
  const { path, option, before, own, after, inEffect } = effect
  const { colours } = showing
  const mark = before === undefined ? colours.green('+') : colours.yellow('~')
  const head = path.length === 0 ? option : `${displayScope(path)}  ${option}`
  const lines = [
    `  ${mark} ${head}`,
    `      without  ${before === undefined ? otherwise(effect, showing) : shown(effect, before, showing)}`,
  ]
  for (const [index, { definition }] of own.entries()) {
    const label = index === 0 ? 'with' : ''
    const wins = own.length > 1 && inEffect && index === own.length - 1 ? '  wins' : ''
    lines.push(`      ${label.padEnd(7)}  ${shown(effect, definition, showing)}${wins}`)
  }
  if (!inEffect && after !== undefined) {
    const isOwn = own.some(({ definition }) => isSamePlace(definition, after))
    const why = isOwn ? 'wins, since it is read last' : 'is read later and wins'
    lines.push(`      ${colours.red('lost')}     ${shown(effect, after, showing)}  ${why}`)
  }
  return lines
}

function shown(
  { option, type }: OverlayEffect,
  definition: Definition,
  { maskSecrets, colours }: Showing,
): string {
  const place = placeText(definitionPlace(definition))
  return `${shortValue({ name: option, type }, definition, maskSecrets)}  ${colours.dim(place)}`
}

/** The value of an option that is not set in its scope. */
function otherwise(
  { option, type, otherwise: { origin, value, definition, scope } }: OverlayEffect,
  { maskSecrets, colours }: Showing,
): string {
  if (value === undefined) return 'not set'
  const named = { name: option, type }
  const text = valueText(named, value, { maskSecrets }).replace(/\s+/g, ' ')
  if (origin !== 'definition' || definition === undefined) return `not set; the default is ${text}`
  const place = colours.dim(placeText(definitionPlace(definition)))
  return `not set; ${displayScope(scope?.path ?? [])} has ${text}  ${place}`
}

function isSamePlace(a: Definition, b: Definition): boolean {
  const [left, right] = [a, b].map(definitionPlace)
  return left !== undefined && right !== undefined && placeText(left) === placeText(right)
}

function verdict(status: OverlayStatus, colours: Palette): string[] {
  const { overlays, state, disorder, error } = status
  const inEffect = state === 'in effect' && error === undefined
  const answer = `In effect: ${inEffect ? colours.green('yes') : colours.red('no')}`
  const problems = [
    ...(disorder === undefined ? [] : [`  ${disorder}`]),
    ...(error === undefined ? [] : [`  ${error.file}:${error.line}: ${error.summary}`]),
  ]
  const [first, ...others] = overlays
  if (first !== undefined && others.length === 0) {
    return [`${answer} (${whereTaken(first, status)}).`, ...problems]
  }
  const lines = overlays.map((each) => `  ${each.overlay.target.name}: ${whereTaken(each, status)}`)
  return [`${answer}.`, ...lines, ...problems]
}

function whereTaken(each: OverlayState, { base, overlays, effects }: OverlayStatus): string {
  if (each.state === 'absent') return `${base.name} does not take it in`
  const line = each.statement && base.document.source.lineAt(each.statement.start)
  const where = line === undefined ? 'taken in by another file' : `line ${line} of ${base.name}`
  if (each.state === 'shadowed') {
    const lost = effects.filter(
      ({ own, inEffect }) => !inEffect && own.at(-1)?.overlay === each.overlay,
    )
    return `${where}; ${counted(lost.length, 'option')} lost to what is read later`
  }
  if (!each.isLast) return `${where}, nothing behind it sets what it sets`
  const next = overlays[overlays.indexOf(each) + 1]
  const isBefore = (next?.statement?.start ?? -1) > (each.statement?.start ?? 0)
  return `${where}, ${isBefore ? `before ${next?.overlay.target.name}` : 'the last statement'}`
}

import { type Definition, displayScope, maskedValue } from '../src/config/index.js'
import type { OverlayEffect, OverlayStatus } from '../src/edit/index.js'
import { toJson } from '../src/schema/index.js'
import { definitionPlace, placeText, shortValue } from './definition.js'
import type { Palette } from './terminal.js'

interface Showing {
  readonly maskSecrets: boolean
  readonly colours: Palette
}

/** What an overlay overrides and adds, and whether it is in effect. */
export function overlayText(status: OverlayStatus, showing: Showing): string {
  const { colours } = showing
  const { overlay, effects, newScopes, state } = status
  const overridden = effects.filter(({ before }) => before !== undefined).length
  const added = effects.length - overridden
  const does = state === 'absent' ? 'would override' : 'overrides'
  const adds = state === 'absent' ? 'add' : 'adds'
  const lines = [
    `${colours.bold(overlay.name)} ${does} ${count(overridden, 'option')} and ${adds} ${added}${newScopes.length > 0 ? `, and ${adds} ${count(newScopes.length, 'empty scope')}` : ''}:`,
  ]
  for (const effect of effects) lines.push(...effectLines(effect, showing))
  for (const path of newScopes) lines.push(`  ${colours.green('+')} ${displayScope(path)} { }`)
  lines.push(verdict(status, colours))
  return `${lines.join('\n')}\n`
}

function effectLines(effect: OverlayEffect, { maskSecrets, colours }: Showing): string[] {
  const { path, option, type, before, own, after, inEffect } = effect
  const named = { name: option, type }
  const show = (definition: Definition) =>
    `${shortValue(named, definition, maskSecrets)}  ${colours.dim(placeText(definitionPlace(definition)))}`
  const mark = before === undefined ? colours.green('+') : colours.yellow('~')
  const head = path.length === 0 ? option : `${displayScope(path)}  ${option}`
  const lines = [
    `  ${mark} ${head}`,
    `      without  ${before === undefined ? 'not set' : show(before)}`,
    `      with     ${show(own)}`,
  ]
  if (!inEffect && after !== undefined) {
    lines.push(`      ${colours.red('lost')}     ${show(after)}  is read later and wins`)
  }
  return lines
}

function verdict(
  { base, state, statement, isLast, effects }: OverlayStatus,
  colours: Palette,
): string {
  if (state === 'absent')
    return `In effect: ${colours.red('no')}. ${base.name} does not take it in.`
  const line = statement && base.document.source.lineAt(statement.start)
  const where = line === undefined ? 'taken in by another file' : `line ${line} of ${base.name}`
  if (state === 'shadowed') {
    const lost = effects.filter(({ inEffect }) => !inEffect).length
    return `In effect: ${colours.red('no')} (${where}; ${count(lost, 'option')} lost to what is read later).`
  }
  return `In effect: ${colours.green('yes')} (${where}, ${isLast ? 'the last statement' : 'nothing behind it sets what it sets'}).`
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`
}

/** The same as data. */
export function overlayJson(status: OverlayStatus, maskSecrets: boolean): unknown {
  const { base, overlay, state, statement, isLast, effects, newScopes } = status
  const value = ({ option, type }: OverlayEffect, definition: Definition | undefined) => {
    if (definition === undefined) return null
    const named = { name: option, type }
    const shown = maskSecrets ? maskedValue(named, definition.value) : definition.value
    return { value: toJson(type, shown), text: shown.text, ...definitionPlace(definition) }
  }
  return {
    version: 1,
    base: base.name,
    overlay: overlay.name,
    state,
    line: statement === undefined ? null : base.document.source.lineAt(statement.start),
    last: isLast,
    options: effects.map((effect) => ({
      scope: displayScope(effect.path),
      option: effect.option,
      without: value(effect, effect.before),
      with: value(effect, effect.own),
      after: value(effect, effect.after),
      inEffect: effect.inEffect,
    })),
    scopes: newScopes.map(displayScope),
  }
}

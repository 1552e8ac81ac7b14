import { type Configuration, displayScope } from '../../config/index.js'
import type { ChangeSet, Effect, EffectiveText } from '../../edit/index.js'
import { ShownValues } from '../change/values.js'
import type { Showing } from '../layout/showing.js'

/** How many effects are shown; the others are counted, and `overlay show` lists them. */
const MOST_SHOWN = 8

/** The effects of overlay lines; empty for overlays written inline, or removed. */
export function overlayEffectsText(
  { changes, effects = [] }: ChangeSet,
  configuration: Configuration,
  { maskSecrets, colours }: Showing,
): string {
  if (changes.length > 0 || effects.length === 0) return ''
  const values = new ShownValues(configuration, maskSecrets)
  const lines = effects
    .slice(0, MOST_SHOWN)
    .map((effect, index) => `  ${(index === 0 ? 'effect' : '').padEnd(7)} ${line(effect, values)}`)
  const rest = effects.length - MOST_SHOWN
  if (rest > 0) lines.push(`          and ${rest} more: "ecconf overlay show" has all of them`)
  const restart = effects.filter(({ needsRestart }) => needsRestart === true).map(nameOf)
  const otherwise = effects.some(({ needsRestart }) => needsRestart === null) ? 'unknown' : 'no'
  lines.push(
    `  restart ${restart.length === 0 ? otherwise : `${colours.yellow('needed')} for ${restart.join(', ')}`}`,
  )
  return `${lines.join('\n')}\n\n`
}

function nameOf({ path, option = '' }: Effect): string {
  return path.length === 0 ? option : `${displayScope(path)} ${option}`
}

function line(effect: Effect, values: ShownValues): string {
  const { path, option = '', before, after } = effect
  const shown =
    before?.text === undefined || after?.text === undefined
      ? [before?.text, after?.text].map((each) => each && values.short(path, option, each))
      : values.pair(path, option, before.text, after.text)
  const both = [before, after].map((each, index) => text(effect, each, shown[index]))
  return `${nameOf(effect)}   ${both.join(' → ')}`
}

/** @param shown the value, as it is shown */
function text({ path }: Effect, effective: EffectiveText | undefined, shown?: string): string {
  if (effective?.text === undefined || shown === undefined) return 'not set'
  if (effective.origin !== 'definition') return `the default ${shown}`
  const from = displayScope(effective.from ?? [])
  return from === displayScope(path) ? shown : `${shown} from ${from}`
}

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
  const [before, after] = [effect.before, effect.after].map((each) => text(effect, each, values))
  return `${nameOf(effect)}   ${before} → ${after}`
}

function text(
  { path, option = '' }: Effect,
  effective: EffectiveText | undefined,
  values: ShownValues,
): string {
  if (effective?.text === undefined) return 'not set'
  const shown = values.short(path, option, effective.text)
  if (effective.origin !== 'definition') return `the default ${shown}`
  const from = displayScope(effective.from ?? [])
  return from === displayScope(path) ? shown : `${shown} from ${from}`
}

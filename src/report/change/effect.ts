import { displayScope } from '../../config/index.js'
import type { Effect, EffectiveText } from '../../edit/index.js'
import type { ShownValues } from './values.js'

/** How many dependents are named; all are counted. */
const NAMED = 3

/** The effect of a change in one line: the scope, its other value, and the dependents. */
export function effectText(effect: Effect, values: ShownValues): string {
  const { path, option, before, after } = effect
  const scope = displayScope(path)
  if (option === undefined) return `${scope} and all that it holds`
  const parts = [scope]
  if (isOwn(effect, after)) {
    if (!isOwn(effect, before) && before?.text !== undefined) {
      parts.push(`, so far ${elsewhere(effect, before, values)}`)
    }
  } else parts.push(` has ${elsewhere(effect, after, values)} then`)
  return `${parts.join('')}${dependentsText(effect)}`
}

function isOwn({ path }: Effect, { from }: EffectiveText = { origin: 'none' }): boolean {
  return from !== undefined && displayScope(from) === displayScope(path)
}

function elsewhere(
  { path, option = '' }: Effect,
  effective: EffectiveText | undefined,
  values: ShownValues,
): string {
  if (effective?.text === undefined) return 'no value'
  const text = values.short(path, option, effective.text)
  if (effective.origin !== 'definition') return `the default ${text}`
  return `${text} from ${displayScope(effective.from ?? [])}`
}

function dependentsText({ dependents: { count, complete, first } }: Effect): string {
  if (count === 0) return complete ? '' : '; whether scopes fall back to it was not counted'
  const names = first.slice(0, NAMED).map(displayScope)
  if (complete && count <= NAMED) {
    return `; ${count === 1 ? 'falls' : 'fall'} back to it: ${names.join(', ')}`
  }
  const more = (count - names.length).toLocaleString('en-US')
  const rest = complete ? ` and ${more} more` : ' …'
  const many = `${count.toLocaleString('en-US')} scopes${complete ? '' : ' and more'}`
  return `; ${many} fall back to it: ${names.join(', ')}${rest}`
}

import { displayScope, shownPath } from '../../config/index.js'
import type { Comparison, Difference } from '../../edit/index.js'
import { definitionJson } from '../lookup/value-json.js'
import { changedSecret } from './masked.js'

/** The differences as data: those in effect, and separately those in spelling only. */
export function diffJson(
  { before, after, differences, effective, dependents }: Comparison,
  maskSecrets: boolean,
): unknown {
  const inEffect = new Set(effective)
  const json = (each: Difference) => ({
    ...differenceJson(each, maskSecrets),
    ...(each.kind === 'option' &&
      inEffect.has(each) && {
        fallBackToIt: (dependents.get(each) ?? []).map(displayScope),
      }),
  })
  return {
    version: 1,
    before: before.main.name,
    after: after.main.name,
    same: effective.length === 0,
    differences: effective.map(json),
    spelling: differences.filter((each) => !inEffect.has(each)).map(json),
  }
}

function differenceJson(difference: Difference, maskSecrets: boolean) {
  const { kind, change, path } = difference
  const place = { kind, change, scope: displayScope(path), path: shownPath(path, { maskSecrets }) }
  if (kind === 'scope') return place
  if (kind === 'order') {
    return {
      ...place,
      before: difference.next === undefined ? null : displayScope(difference.next),
    }
  }
  const { option, type, before, after } = difference
  const named = { name: option, type }
  const secretChanged =
    before !== undefined && after !== undefined && changedSecret(named, before, after) !== undefined
  return {
    ...place,
    option,
    before: definitionJson(named, before, maskSecrets),
    after: definitionJson(named, after, maskSecrets),
    ...(secretChanged && { onlySecret: true }),
  }
}

import {
  type Configuration,
  type Definition,
  displayScope,
  maskedValue,
  shownPath,
} from '../../src/config/index.js'
import { type Difference, isEffective } from '../../src/edit/index.js'
import { toJson } from '../../src/schema/index.js'
import { definitionPlace } from '../definition.js'
import { dependentsOf } from './dependents.js'
import { changedSecret, type NamedOption } from './masked.js'

/** The differences as data: those in effect, and apart from them those in spelling only. */
export function diffJson(
  all: readonly Difference[],
  [before, after]: readonly [Configuration, Configuration],
  maskSecrets: boolean,
): unknown {
  const effective = all.filter(isEffective)
  const dependents = dependentsOf(effective, before, after)
  const json = (each: Difference) => ({
    ...differenceJson(each, maskSecrets),
    ...(each.kind === 'option' &&
      each.change !== 'spelling' && {
        fallBackToIt: (dependents.get(each) ?? []).map(displayScope),
      }),
  })
  return {
    version: 1,
    before: before.main.name,
    after: after.main.name,
    same: effective.length === 0,
    differences: effective.map(json),
    spelling: all.filter((each) => !isEffective(each)).map(json),
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
    before: valueJson(named, before, maskSecrets),
    after: valueJson(named, after, maskSecrets),
    ...(secretChanged && { onlySecret: true }),
  }
}

function valueJson(named: NamedOption, definition: Definition | undefined, maskSecrets: boolean) {
  if (definition === undefined) return null
  const value = maskSecrets ? maskedValue(named, definition.value) : definition.value
  return { value: toJson(named.type, value), text: value.text, ...definitionPlace(definition) }
}

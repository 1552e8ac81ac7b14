import {
  type Definition,
  displayScope,
  type Effective,
  maskedValue,
  type NamedOption,
  type ScopePath,
} from '../../config/index.js'
import { toJson } from '../../schema/index.js'
import type { ValueView } from '../../syntax/index.js'
import { definitionPlace } from './definition.js'

/** A value for JSON: its meaning and its text, with secrets masked on request. */
export function valueJson(named: NamedOption, value: ValueView, maskSecrets: boolean) {
  const shown = maskSecrets ? maskedValue(named, value) : value
  return { value: toJson(named.type, shown), text: shown.text }
}

/** A value for JSON with the place of its definition; null for none. */
export function definitionJson(
  named: NamedOption,
  definition: Definition | undefined,
  maskSecrets: boolean,
) {
  if (definition === undefined) return null
  return { ...valueJson(named, definition.value, maskSecrets), ...definitionPlace(definition) }
}

/** The effective value of an option in a scope and its origin, for JSON. */
export function effectiveJson(
  path: ScopePath,
  { name, type, origin, value, definition, scope }: Effective,
  maskSecrets: boolean,
) {
  const shown = value && valueJson({ name, type }, value, maskSecrets)
  return {
    scope: displayScope(path),
    option: name,
    value: shown?.value ?? null,
    text: shown?.text ?? null,
    origin,
    ...(scope && { from: displayScope(scope.path) }),
    ...(definition && origin === 'definition' && definitionPlace(definition)),
  }
}

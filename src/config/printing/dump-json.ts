import { type JsonObject, type JsonValue, toJson } from '../../schema/index.js'
import type { Configuration } from '../configuration.js'
import type { Scope } from '../model.js'
import { shownInstance } from './display.js'
import { maskedValue } from './value-text.js'

/**
 * The merged configuration as a document of the instance schema in `schemas/`: lower-case names, an
 * anonymous scope as an object, named scopes as an array of objects with `$name`, in the order of
 * their first definition.
 *
 * If an option and a scope have the same name, which no product version allows, the scope gets the
 * name and the option becomes `$option:NAME`.
 */
export function dumpJson(
  configuration: Configuration,
  render: { readonly maskSecrets: boolean },
): JsonObject {
  return scopeJson(configuration.root, render.maskSecrets)
}

function scopeJson(scope: Scope, maskSecrets: boolean): JsonObject {
  // Without a prototype, because a file may have an option named `__proto__`.
  const json: Record<string, JsonValue> = Object.create(null)
  const instance = shownInstance(scope, { maskSecrets })
  if (instance !== undefined) json.$name = instance
  const scopes = byName(scope.scopes)
  for (const [name, definitions] of scope.options) {
    const definition = definitions.at(-1)
    if (definition === undefined) continue
    const { name: written, value } = definition
    const type = scope.type?.options.get(name)
    const shown = maskSecrets ? maskedValue({ name: written, type }, value) : value
    json[scopes.has(name) ? `$option:${name}` : name] = toJson(type, shown)
  }
  for (const [name, instances] of scopes) {
    const [first] = instances
    const single = first?.instance === undefined && first?.type?.instance !== 'named'
    json[name] =
      single && instances.length === 1 && first !== undefined
        ? scopeJson(first, maskSecrets)
        : instances.map((instance) => scopeJson(instance, maskSecrets))
  }
  return json
}

function byName(scopes: readonly Scope[]): Map<string, Scope[]> {
  const groups = new Map<string, Scope[]>()
  for (const scope of scopes) {
    const name = scope.name.toLowerCase()
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [scope])
    else group.push(scope)
  }
  return groups
}

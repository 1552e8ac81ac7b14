import type { Registry } from '../../schema/types.js'
import { fallbackOrders } from './fallback.js'
import type { OptionMeaning, ScopeMeaning } from './meanings.js'
import { placeName } from './places.js'
import { expectedText } from './value.js'

/** The knowledge about an option, for programs. */
export function optionJson(meaning: OptionMeaning, known: Registry) {
  const { type, places } = meaning
  return {
    name: type.name,
    display: type.display,
    description: type.description ?? null,
    type: type.type,
    element: type.element ?? null,
    shape: type.shape ?? null,
    expected: expectedText(type) ?? null,
    words: type.words ?? null,
    unit: type.unit ?? null,
    restart: type.restart ?? null,
    secret: type.secret === true,
    aliasOf: type.aliasOf ?? null,
    facts: type.facts ?? {},
    fallback: fallbackOrders(meaning, known),
    scopes: places.map(({ scope, type: { default: value, lines } }) => ({
      id: scope.id,
      scope: placeName(scope, known),
      default: value ?? null,
      lines,
    })),
  }
}

/** The knowledge about a scope or a module, for programs. */
export function scopeJson({ places }: ScopeMeaning, known: Registry) {
  const [{ name, display, instance, module, description, lines, macros, options, scopes }] = places
  return {
    name,
    display,
    description: description ?? null,
    instance,
    module,
    lines: lines ?? {},
    macros: macros ?? [],
    places: places.map((scope) => ({ id: scope.id, scope: placeName(scope, known) })),
    options: [...options.values()].map((option) => option.display),
    scopes: [...scopes.values()].map((scope) => scope.display),
  }
}

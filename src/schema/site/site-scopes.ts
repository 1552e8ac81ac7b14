import type { JsonObject, JsonValue } from '../data.js'
import type { OptionType, Registry, ScopeType } from '../types.js'
import type { ScalarRule, ValueRule } from '../value-rule.js'
import { annotationOf, isObject, type SiteSchema } from './site-schema.js'

/**
 * The registry with the scopes that a site's schemas declare: properties with `"x-ecconf": {
 * "instance": ... }`, at top level and nested. Their other properties are options, whose values the
 * schema checks, not the registry.
 */
export function withSiteScopes(known: Registry, schemas: readonly SiteSchema[]): Registry {
  const scopes = new Map<string, ScopeType>()
  for (const { schema } of schemas) {
    for (const [name, property] of declaredScopes(schema, schema)) {
      if (!known.global.scopes.has(name)) scopes.set(name, siteScope(name, property, schema, ''))
    }
  }
  return scopes.size === 0 ? known : new SiteRegistry(known, scopes)
}

/** The registry of the product, with a site's additions to Global. */
class SiteRegistry implements Registry {
  readonly global: ScopeType

  constructor(
    private readonly known: Registry,
    private readonly added: ReadonlyMap<string, ScopeType>,
  ) {
    const { global } = known
    const scopes = new Map([...global.scopes, ...added])
    this.global = {
      id: global.id,
      name: global.name,
      display: global.display,
      instance: global.instance,
      module: global.module,
      options: global.options,
      scopes,
    }
  }

  scopesNamed(name: string): readonly ScopeType[] {
    const lower = name.toLowerCase()
    const added = this.allAdded().filter((scope) => scope.name === lower)
    return [...this.known.scopesNamed(name), ...added]
  }

  scopesWithOption(name: string): readonly ScopeType[] {
    const lower = name.toLowerCase()
    const added = this.allAdded().filter(({ options }) => options.has(lower))
    return [...this.known.scopesWithOption(name), ...added]
  }

  optionNames(): Iterable<string> {
    return new Set([
      ...this.known.optionNames(),
      ...this.allAdded().flatMap(({ options }) => [...options.keys()]),
    ])
  }

  scopeNames(): Iterable<string> {
    return new Set([...this.known.scopeNames(), ...this.allAdded().map(({ name }) => name)])
  }

  private allAdded(): ScopeType[] {
    const all = [...this.added.values()]
    for (const scope of all) all.push(...scope.scopes.values())
    return all
  }
}

/** The properties declared as scopes, by lower-case name. */
function declaredScopes(schema: JsonObject, root: JsonObject): [string, JsonObject][] {
  return properties(schema).flatMap(([name, property]): [string, JsonObject][] => {
    const scope = scopeSchema(property, root)
    return scope === undefined ? [] : [[name.toLowerCase(), scope]]
  })
}

function properties(schema: JsonObject): [string, JsonValue][] {
  return isObject(schema.properties) ? Object.entries(schema.properties) : []
}

/** The schema of a single stanza; in the document, a named scope is an array of stanzas. */
function scopeSchema(property: JsonValue, root: JsonObject): JsonObject | undefined {
  const schema = resolved(property, root)
  if (!isObject(schema)) return undefined
  if (annotationOf(schema).instance !== undefined) return schema
  return isObject(schema.items) ? scopeSchema(schema.items, root) : undefined
}

/** Follows a reference within the same schema (`#/$defs/...`); other references are left to ajv. */
function resolved(schema: JsonValue | undefined, root: JsonObject): JsonValue | undefined {
  let found = schema
  for (let steps = 0; steps < MOST_REFERENCES && isObject(found); steps++) {
    const { $ref: reference } = found
    if (typeof reference !== 'string' || !reference.startsWith('#/')) return found
    found = reference
      .slice(2)
      .split('/')
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<JsonValue | undefined>((at, key) => (isObject(at) ? at[key] : undefined), root)
  }
  return found
}

const MOST_REFERENCES = 20

function siteScope(name: string, schema: JsonObject, root: JsonObject, parent: string): ScopeType {
  const id = parent === '' ? name : `${parent}/${name}`
  const declared = declaredScopes(schema, root)
  const scopes = new Map(
    declared.map(([inner, property]) => [inner, siteScope(inner, property, root, id)]),
  )
  const options = new Map(
    properties(schema).flatMap(([key, property]): [string, OptionType][] => {
      const lower = key.toLowerCase()
      if (key === '$name' || scopes.has(lower)) return []
      return [[lower, siteOption(key, resolved(property, root))]]
    }),
  )
  return {
    id,
    name,
    display: typeof schema.title === 'string' ? schema.title : name,
    instance: annotationOf(schema).instance ?? 'optional',
    module: true,
    options,
    scopes,
    ...(typeof schema.description === 'string' && { description: schema.description }),
  }
}

function siteOption(key: string, schema: JsonValue | undefined): OptionType {
  const rule = valueRule(schema)
  return {
    name: key.toLowerCase(),
    display: isObject(schema) && typeof schema.title === 'string' ? schema.title : key,
    type: rule.type,
    fallback: 'none',
    lines: {},
    rule,
    ...(isObject(schema) &&
      typeof schema.description === 'string' && { description: schema.description }),
  }
}

/** The rule for turning the text of a value into the JSON that the schema expects. */
function valueRule(schema: JsonValue | undefined): ValueRule {
  const types = typesOf(schema)
  const rule = { type: types.join(' or ') || 'any', expected: '', validator: '' }
  if (types.includes('array')) {
    const element = scalarRule(isObject(schema) ? schema.items : undefined)
    return { ...rule, element, anyLength: true }
  }
  if (types.includes('object')) {
    return {
      ...rule,
      entry: scalarRule(isObject(schema) ? schema.additionalProperties : undefined),
    }
  }
  return { ...rule, scalar: scalarRule(schema) }
}

function scalarRule(schema: JsonValue | undefined): ScalarRule {
  const types = typesOf(schema)
  const as = [
    ...(types.includes('boolean') ? ['b'] : []),
    ...(types.includes('integer') ? ['i'] : []),
    ...(types.includes('number') ? ['n'] : []),
  ].join('')
  return { type: types.join(' or ') || 'any', as, sure: '' }
}

function typesOf(schema: JsonValue | undefined): readonly string[] {
  if (!isObject(schema)) return []
  const { type } = schema
  if (typeof type === 'string') return [type]
  return Array.isArray(type) ? type.map(String) : []
}

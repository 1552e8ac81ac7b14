import type { JsonObject, JsonValue } from '../data.js'
import type { OptionType, Registry, ScopeType } from '../types.js'
import type { ScalarRule, ValueRule } from '../value-rule.js'
import { ExtendedScope, isEmpty, type ScopeAdditions } from './extended-scope.js'
import { annotationOf, isObject, type SiteSchema } from './site-schema.js'

/**
 * The registry with what a site's schemas describe: the scopes that they declare, properties with
 * `"x-ecconf": { "instance": ... }`, at top level and nested, and the options of scopes that the
 * product has. Of the values of all these the schema knows the types, and checks them.
 */
export function withSiteScopes(known: Registry, schemas: readonly SiteSchema[]): Registry {
  const additions = schemas.map(({ schema }) => additionsTo(known.global, schema, schema))
  const all = together(additions)
  return isEmpty(all) ? known : new SiteRegistry(known, all)
}

/** The registry of the product, with a site's additions. */
class SiteRegistry implements Registry {
  readonly global: ExtendedScope
  /** The scopes that only the site has, at all their places. */
  private readonly added: readonly ScopeType[]

  constructor(
    private readonly known: Registry,
    additions: ScopeAdditions,
  ) {
    this.global = new ExtendedScope(known.global, additions)
    this.added = addedScopes(additions)
  }

  scopesNamed(name: string): readonly ScopeType[] {
    const lower = name.toLowerCase()
    const added = this.added.filter((scope) => scope.name === lower)
    return [...this.known.scopesNamed(name).map((scope) => this.now(scope)), ...added]
  }

  scopesWithOption(name: string): readonly ScopeType[] {
    const lower = name.toLowerCase()
    const known = this.known.scopesWithOption(name).map((scope) => this.now(scope))
    const others = [...this.global.standsFor.values(), ...this.added]
    const added = others.filter((scope) => scope.options.has(lower) && !known.includes(scope))
    return [...known, ...added]
  }

  optionNames(): Iterable<string> {
    const scopes = [...this.global.standsFor.values(), ...this.added]
    return new Set([
      ...this.known.optionNames(),
      ...scopes.flatMap(({ options }) => [...options.keys()]),
    ])
  }

  scopeNames(): Iterable<string> {
    return new Set([...this.known.scopeNames(), ...this.added.map(({ name }) => name)])
  }

  private now(scope: ScopeType): ScopeType {
    return this.global.standsFor.get(scope) ?? scope
  }
}

function addedScopes({ scopes, inner }: ScopeAdditions): ScopeType[] {
  const all = [...scopes.values()]
  for (const scope of all) all.push(...scope.scopes.values())
  return [...all, ...[...inner.values()].flatMap(addedScopes)]
}

/** What a schema adds to a scope that the product has. */
function additionsTo(known: ScopeType, schema: JsonObject, root: JsonObject): ScopeAdditions {
  const options = new Map<string, OptionType>()
  const scopes = new Map<string, ScopeType>()
  const inner = new Map<string, ScopeAdditions>()
  const parent = known.name === 'global' ? '' : known.id
  for (const [key, property] of properties(schema)) {
    if (key === '$name') continue
    const name = key.toLowerCase()
    const child = known.scopes.get(name)
    const declared = scopeSchema(property, root)
    const described = resolved(property, root)
    if (child !== undefined) {
      const additions = additionsTo(child, stanzaSchema(property, root), root)
      if (!isEmpty(additions)) inner.set(name, additions)
    } else if (declared !== undefined) scopes.set(name, siteScope(name, declared, root, parent))
    else if (!known.options.has(name) && isOptionSchema(described)) {
      options.set(name, siteOption(key, described))
    }
  }
  return { options, scopes, inner }
}

/** The schema of one stanza of a scope that the product has: a named one is an array in the document. */
function stanzaSchema(property: JsonValue, root: JsonObject): JsonObject {
  const schema = resolved(property, root)
  if (!isObject(schema)) return {}
  const items = resolved(schema.items, root)
  return isObject(items) ? items : schema
}

/** Whether a schema describes a value: `$name` is none, and neither is a stanza. */
function isOptionSchema(schema: JsonValue | undefined): boolean {
  if (!isObject(schema) || schema.properties !== undefined) return false
  const { items } = schema
  return !isObject(items) || items.properties === undefined
}

/** What several schemas add: of two that describe the same, the first counts. */
function together(all: readonly ScopeAdditions[]): ScopeAdditions {
  const names = new Set(all.flatMap(({ inner }) => [...inner.keys()]))
  return {
    options: new Map([...all].reverse().flatMap(({ options }) => [...options])),
    scopes: new Map([...all].reverse().flatMap(({ scopes }) => [...scopes])),
    inner: new Map(
      [...names].map((name) => [name, together(all.flatMap(({ inner }) => inner.get(name) ?? []))]),
    ),
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
  const { type, enum: words, const: word } = schema
  if (typeof type === 'string') return [type]
  if (Array.isArray(type)) return type.map(String)
  // The words of an enumeration have types too.
  const values = Array.isArray(words) ? words : word === undefined ? [] : [word]
  return [...new Set(values.map(typeOfValue))]
}

function typeOfValue(value: JsonValue): string {
  if (Array.isArray(value)) return 'array'
  return value !== null && typeof value === 'object' ? 'object' : typeof value
}

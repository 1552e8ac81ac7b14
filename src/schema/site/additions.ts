import type { OptionType, ScopeType } from '../types.js'
import { askOf, asksOf } from './asks.js'
import { isEmpty, type ScopeAdditions } from './extended-scope.js'
import { SchemaPart } from './schema-part.js'
import { annotationOf, isObject, type SiteSchema } from './site-schema.js'
import type { SiteValidators } from './site-validators.js'
import { valueRule } from './value-type.js'

/** What a site's schemas add to the scopes of the product. */
export function additionsOf(
  global: ScopeType,
  schemas: readonly SiteSchema[],
  validators: SiteValidators,
): ScopeAdditions {
  return together(schemas.map((schema) => additionsTo(global, SchemaPart.all(schema, validators))))
}

/** What a schema adds to a scope that the product has. */
function additionsTo(known: ScopeType, schema: SchemaPart): ScopeAdditions {
  const options = new Map<string, OptionType>()
  const scopes = new Map<string, ScopeType>()
  const inner = new Map<string, ScopeAdditions>()
  const parent = known.name === 'global' ? '' : known.id
  for (const [key, property] of schema.properties()) {
    if (key === '$name') continue
    const name = key.toLowerCase()
    const child = known.scopes.get(name)
    const declared = scopeSchema(property)
    const described = property.resolved()
    if (child !== undefined) {
      const additions = additionsTo(child, stanzaSchema(property))
      if (!isEmpty(additions)) inner.set(name, additions)
    } else if (declared !== undefined) scopes.set(name, siteScope(key, declared, parent))
    else if (isOptionSchema(described)) {
      const option = known.options.get(name)
      options.set(
        name,
        option === undefined ? siteOption(key, described) : asked(option, [described]),
      )
    }
  }
  return { options, scopes, inner }
}

/** An option with what a site's schemas ask of its values. */
function asked(option: OptionType, site: readonly SchemaPart[]): OptionType {
  // An option of the product computes some of its facts when they are asked for.
  return askOf(Object.create(option) as OptionType, site)
}

/** The schema of one stanza of a scope that the product has: a named one is an array in the document. */
function stanzaSchema(property: SchemaPart): SchemaPart {
  const schema = property.resolved()
  const items = schema.at('items').resolved()
  return isObject(items.value) ? items : schema
}

/** Whether a schema describes a value: `$name` is none, and neither is a stanza. */
function isOptionSchema(schema: SchemaPart): boolean {
  if (!isObject(schema.value) || schema.keywords.properties !== undefined) return false
  return schema.at('items').keywords.properties === undefined
}

/** What several schemas add: of two that describe the same, the first counts, and both ask. */
function together(all: readonly ScopeAdditions[]): ScopeAdditions {
  const options = new Map<string, OptionType>()
  for (const [name, option] of all.flatMap(({ options }) => [...options])) {
    const first = options.get(name)
    options.set(
      name,
      first === undefined ? option : asked(first, [...asksOf(first), ...asksOf(option)]),
    )
  }
  const names = new Set(all.flatMap(({ inner }) => [...inner.keys()]))
  return {
    options,
    scopes: new Map([...all].reverse().flatMap(({ scopes }) => [...scopes])),
    inner: new Map(
      [...names].map((name) => [name, together(all.flatMap(({ inner }) => inner.get(name) ?? []))]),
    ),
  }
}

/** The properties declared as scopes, in the spelling of the schema. */
function declaredScopes(schema: SchemaPart): [string, SchemaPart][] {
  return schema.properties().flatMap(([name, property]): [string, SchemaPart][] => {
    const scope = scopeSchema(property)
    return scope === undefined ? [] : [[name, scope]]
  })
}

/** The schema of a single stanza; in the document, a named scope is an array of stanzas. */
function scopeSchema(property: SchemaPart): SchemaPart | undefined {
  const schema = property.resolved()
  if (annotationOf(schema.value).instance !== undefined) return schema
  return isObject(schema.keywords.items) ? scopeSchema(schema.at('items')) : undefined
}

function siteScope(key: string, schema: SchemaPart, parent: string): ScopeType {
  const name = key.toLowerCase()
  const id = parent === '' ? name : `${parent}/${name}`
  const declared = declaredScopes(schema)
  const scopes = new Map(
    declared.map(([inner, property]) => [inner.toLowerCase(), siteScope(inner, property, id)]),
  )
  const options = new Map(
    schema.properties().flatMap(([key, property]): [string, OptionType][] => {
      const lower = key.toLowerCase()
      if (key === '$name' || scopes.has(lower)) return []
      return [[lower, siteOption(key, property.resolved())]]
    }),
  )
  const { title, description } = schema.keywords
  return {
    id,
    name,
    display: typeof title === 'string' ? title : key,
    instance: annotationOf(schema.value).instance ?? 'optional',
    module: true,
    options,
    scopes,
    ...(typeof description === 'string' && { description }),
  }
}

function siteOption(key: string, schema: SchemaPart): OptionType {
  const rule = valueRule(schema)
  const { title, description } = schema.keywords
  const option: OptionType = {
    name: key.toLowerCase(),
    display: typeof title === 'string' ? title : key,
    type: rule.type,
    fallback: 'none',
    lines: {},
    rule,
    ...(typeof description === 'string' && { description }),
  }
  return askOf(option, [schema])
}

import type { JsonObject, JsonValue } from '../data.js'
import type { ScopeType } from '../types.js'
import { escaped, unescaped } from './schema-part.js'
import { annotationOf, isObject } from './site-schema.js'

/** Keywords whose schemas are about the same stanza as the schema that has them. */
const ABOUT_THE_SAME = ['if', 'then', 'else', 'not']
const LISTS_ABOUT_THE_SAME = ['allOf', 'anyOf', 'oneOf']

/**
 * A site's schema with the names of options and scopes in lower case, as the document that it is
 * about has them: names compare without case (language spec 4). The keys of dictionaries stay, and so
 * does what leads into another file.
 */
export function withLowerCaseNames(global: ScopeType, schema: JsonObject): JsonObject {
  const copy: Writable = structuredClone(schema)
  const names = new Names(copy)
  names.inStanza(copy, global)
  names.mendReferences(copy)
  return copy
}

type Writable = Record<string, JsonValue>

/** Changes one schema in place. */
class Names {
  readonly #done = new Set<JsonValue>()

  constructor(readonly root: JsonObject) {}

  /**
   * @param about a schema about one stanza
   * @param known the scope of the stanza; undefined for one that the product does not have
   */
  inStanza(about: JsonValue | undefined, known: ScopeType | undefined): void {
    const schema = writable(about)
    if (schema === undefined || this.#done.has(schema)) return
    this.#done.add(schema)
    for (const keyword of ABOUT_THE_SAME) this.inStanza(schema[keyword], known)
    for (const keyword of LISTS_ABOUT_THE_SAME) {
      const list = schema[keyword]
      for (const each of Array.isArray(list) ? list : []) this.inStanza(each, known)
    }
    this.inStanza(this.#target(schema), known)
    for (const [key, property] of members(schema.properties)) {
      this.#property(property, known, key.toLowerCase())
    }
    for (const [, dependent] of members(schema.dependentSchemas)) this.inStanza(dependent, known)
    if (Array.isArray(schema.required)) schema.required = schema.required.map(lower)
    for (const keyword of ['properties', 'dependentSchemas', 'dependentRequired']) {
      const byName = schema[keyword]
      if (isObject(byName)) schema[keyword] = lowered(byName, keyword === 'dependentRequired')
    }
  }

  #property(property: JsonValue, known: ScopeType | undefined, name: string): void {
    const scope = known?.scopes.get(name)
    const isScope = scope !== undefined || this.#isDeclared(property)
    if (isScope) this.#inScope(property, scope)
  }

  /** A schema about a scope: about its only stanza, or about the array of all. */
  #inScope(schema: JsonValue | undefined, known: ScopeType | undefined): void {
    if (!isObject(schema)) return
    for (const keyword of ['items', 'contains']) this.inStanza(schema[keyword], known)
    for (const keyword of LISTS_ABOUT_THE_SAME) {
      const list = schema[keyword]
      for (const each of Array.isArray(list) ? list : []) {
        if (isObject(each) && isObject(each.items)) this.#inScope(each, known)
      }
    }
    const target = this.#target(schema)
    if (target !== undefined && target !== schema && !this.#done.has(target)) {
      this.#inScope(target, known)
    }
    this.inStanza(schema, known)
  }

  #isDeclared(schema: JsonValue | undefined, depth = 0): boolean {
    if (!isObject(schema) || depth > MOST_STEPS) return false
    return (
      annotationOf(schema).instance !== undefined ||
      this.#isDeclared(this.#target(schema), depth + 1) ||
      this.#isDeclared(schema.items, depth + 1)
    )
  }

  /** References to properties whose names are in lower case now. */
  mendReferences(part: JsonValue): void {
    if (Array.isArray(part)) for (const each of part) this.mendReferences(each)
    const schema = writable(part)
    if (schema === undefined) return
    for (const value of Object.values(schema)) this.mendReferences(value)
    const keys = this.#follow(schema.$ref)?.keys
    if (keys !== undefined) schema.$ref = `#/${keys.map(escaped).join('/')}`
  }

  #target({ $ref }: JsonObject): JsonObject | undefined {
    const found = this.#follow($ref)?.found
    return isObject(found) ? found : undefined
  }

  /** @returns what a reference within the schema leads to, and the way there, with the names as they are now */
  #follow(reference: JsonValue | undefined): { found: JsonValue; keys: string[] } | undefined {
    if (typeof reference !== 'string' || !reference.startsWith('#/')) return undefined
    const keys: string[] = []
    let found: JsonValue = this.root
    for (const key of reference.slice(2).split('/').map(unescaped)) {
      const members: JsonObject = Array.isArray(found)
        ? Object.fromEntries(found.entries())
        : isObject(found)
          ? found
          : {}
      const now = [key, key.toLowerCase()].find((name) => Object.hasOwn(members, name))
      if (now === undefined) return undefined
      found = members[now] as JsonValue
      keys.push(now)
    }
    return { found, keys }
  }
}

function writable(value: JsonValue | undefined): Writable | undefined {
  return isObject(value) ? (value as Writable) : undefined
}

/** How many references and levels lead to a declaration at most; some lead back to themselves. */
const MOST_STEPS = 20

function members(schemas: JsonValue | undefined): [string, JsonValue][] {
  return isObject(schemas) ? Object.entries(schemas) : []
}

/** What hangs on names, by names in lower case: what hangs on two spellings of one name counts together. */
function lowered(byName: JsonObject, isList: boolean): JsonObject {
  const found = new Map<string, JsonValue>()
  for (const [key, value] of Object.entries(byName)) {
    const name = lower(key) as string
    const now = isList && Array.isArray(value) ? value.map(lower) : value
    const first = found.get(name)
    if (first === undefined) found.set(name, now)
    else if (isList) found.set(name, [first, now].flat())
    else found.set(name, { allOf: [first, now] })
  }
  return Object.fromEntries(found)
}

function lower(name: JsonValue): JsonValue {
  return typeof name === 'string' ? name.toLowerCase() : name
}

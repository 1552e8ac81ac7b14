import type { Document } from '../../../grammar/index.js'
import type { ItemView, ValueView } from '../../../src/syntax/index.js'

/**
 * What a scope sets, however it is written: the value of each option by its lower-case name, the
 * keyword of each include by its target, the scopes inside. Includes and scopes are in their order: an
 * include stands where it is read last, a scope where its first stanza is.
 */
export interface Meaning {
  readonly options: Map<string, string>
  readonly includes: Map<string, string>
  readonly scopes: Map<string, Meaning>
}

/** What a text without errors means; its options are none that the product knows. */
export function meaningOf({ root }: Document): Meaning {
  const meaning = empty()
  read(root.items, meaning)
  return meaning
}

function empty(): Meaning {
  return { options: new Map(), includes: new Map(), scopes: new Map() }
}

function read(items: readonly ItemView[], into: Meaning): void {
  for (const item of items) {
    if (item.type === 'option') into.options.set(item.name.toLowerCase(), plain(item.value))
    else if (item.type === 'include') {
      const target = item.target?.value ?? ''
      into.includes.delete(target)
      into.includes.set(target, item.keyword.text.toLowerCase())
    } else if (item.type === 'scope') {
      const key = `${item.name.toLowerCase()} ${item.instance?.value ?? ''}`
      const scope = into.scopes.get(key) ?? empty()
      into.scopes.set(key, scope)
      read(item.items, scope)
    }
  }
}

/** One text for all that mean the same: of a key that is there twice the last value counts. */
function plain(value: ValueView | undefined): string {
  if (value === undefined) throw new TypeError('the text has an error')
  if (value.type === 'scalar') return JSON.stringify(value.value)
  if (value.type === 'array') return `(${value.elements.map(plain).join(' ')})`
  const entries = new Map(value.entries.map((entry) => [entry.key, plain(entry.value)]))
  return `[${[...entries]
    .map((entry) => entry.join('='))
    .sort()
    .join(' ')}]`
}

/** One text for all scopes that mean the same. */
function canonical(meaning: Meaning): string {
  const { options, includes, scopes } = meaning
  const inside = [...scopes].map(([key, scope]) => [key, canonical(scope)])
  const sets = [options, includes, inside].map((each) => [...each].sort())
  return JSON.stringify([...sets, sequences(meaning)])
}

/** What has an order in a scope: the includes, and the domains that are regular expressions. */
function sequences({ includes, scopes }: Meaning): [includes: string[], domains: string[]] {
  return [[...includes.keys()], [...scopes.keys()].filter((key) => key.startsWith('domain /'))]
}

type Three<T> = readonly [base: T, ours: T, theirs: T]

/** Both sides changed one thing, each in another way. */
class Conflict extends Error {}

/**
 * Whether something is the three-way merge of what three texts mean: each thing, and the order of each
 * two, as the side has it that changed it.
 * @returns undefined when both sides changed one thing, each in another way
 */
export function isMerge(result: Meaning, ...sides: Three<Meaning>): boolean | undefined {
  try {
    return holds(result, sides)
  } catch (error) {
    if (error instanceof Conflict) return undefined
    throw error
  }
}

/** @throws Conflict */
function holds(result: Meaning, sides: Three<Meaning>): boolean {
  const maps = <T>(of: (side: Meaning) => Map<string, T>) => mapThree(sides, of)
  const options = eachKey(
    maps(({ options }) => options),
    (three) => chosen(three),
  )
  const includes = eachKey(
    maps(({ includes }) => includes),
    (three) => chosen(three),
  )
  const scopes = eachKey(
    maps(({ scopes }) => scopes),
    (three, key) => {
      const [base = empty(), ours, theirs] = three
      const [is] = [result.scopes.get(key)]
      // Inside of what both have, each thing counts by itself.
      if (ours && theirs)
        return holds(is ?? empty(), [base, ours, theirs]) ? is && canonical(is) : '?'
      return chosen(mapThree(three, (scope) => scope && canonical(scope)))
    },
  )
  const orders = sequences(result).map((keys, kind) => {
    const three = mapThree(sides, (side) => sequences(side)[kind] as string[])
    return pairs(keys).every(
      (pair) => chosen(mapThree(three, (each) => isBefore(each, pair))) ?? true,
    )
  })
  return (
    isSame(options, result.options) &&
    isSame(includes, result.includes) &&
    isSame(scopes, new Map([...result.scopes].map(([key, scope]) => [key, canonical(scope)]))) &&
    orders.every(Boolean)
  )
}

function mapThree<T, U>([base, ours, theirs]: Three<T>, of: (side: T) => U): Three<U> {
  return [of(base), of(ours), of(theirs)]
}

/** What the side has that changed it. @throws Conflict */
function chosen<T extends string | boolean | undefined>([base, ours, theirs]: Three<T>): T {
  if (base === theirs || ours === theirs) return ours
  if (base === ours) return theirs
  throw new Conflict()
}

function eachKey<T>(
  maps: Three<Map<string, T>>,
  merge: (three: Three<T | undefined>, key: string) => string | undefined,
): Map<string, string> {
  const keys = new Set(maps.flatMap((map) => [...map.keys()]))
  const merged = new Map<string, string>()
  for (const key of keys) {
    const value = merge(
      mapThree(maps, (map) => map.get(key)),
      key,
    )
    if (value !== undefined) merged.set(key, value)
  }
  return merged
}

function isSame(a: Map<string, string>, b: Map<string, string>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value)
}

function pairs(keys: readonly string[]): [first: string, second: string][] {
  return keys.flatMap((first, index) =>
    keys.slice(index + 1).map((second) => [first, second] as [string, string]),
  )
}

/** Whether the first of two stands before the second; undefined where not both are. */
function isBefore(keys: readonly string[], [first, second]: [string, string]): boolean | undefined {
  const [a, b] = [keys.indexOf(first), keys.indexOf(second)]
  return a === -1 || b === -1 ? undefined : a < b
}

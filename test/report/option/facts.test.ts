import { readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  optionJson,
  optionMeanings,
  optionPage,
  PLAIN,
  scopeJson,
  scopeMeanings,
  scopePage,
} from '../../../src/report/index.js'
import { registry } from '../../../src/schema/index.js'
import type { ProductLine } from '../../../src/schema/types.js'

/** What the product's documents say of a value. */
interface ValueFacts {
  /** `1..100`, open at either end. */
  readonly range?: string
  readonly powerOfTwo?: true
  readonly special?: readonly string[]
  readonly misspellings?: readonly string[]
  /** The words of an enumeration that has no others. */
  readonly words?: readonly string[]
  readonly numbers?: Readonly<Record<string, number>>
  readonly unit?: string
  readonly references?: string
}

/** The words of a product line, such as `since=3.0 restart=no`, by its first number. */
type Lines = Readonly<Partial<Record<'3' | '4', string>>>

type OptionFacts = ValueFacts & Lines & { readonly scopes: string }
type ModuleOptionFacts = ValueFacts & Lines & { readonly noEffect?: true }
type ModuleFacts = Lines & { readonly instance: string; readonly macros?: string }

const facts: {
  /** By name; an entry for each group of scopes of which the same is known. */
  readonly options: Readonly<Record<string, readonly OptionFacts[]>>
  readonly modules: Readonly<Record<string, ModuleFacts>>
  /** By the path of the module, or of a scope in it, and by name. */
  readonly moduleOptions: Readonly<Record<string, Readonly<Record<string, ModuleOptionFacts>>>>
} = JSON.parse(readFileSync(new URL('./facts.json', import.meta.url), 'utf8'))

const test = suite('what is said of options agrees with the documents')
const known = registry()

type OptionJson = ReturnType<typeof optionJson>

interface Told {
  readonly json: OptionJson
  readonly lines: Readonly<Record<string, ProductLine>>
  readonly page: string
}

const told = new Map<string, ReadonlyMap<string, Told>>()

/** What `ecconf option NAME --format json`, and without the format, say, by the id of the scope. */
function toldOf(name: string): ReadonlyMap<string, Told> {
  let byScope = told.get(name)
  if (byScope === undefined) {
    byScope = new Map(
      optionMeanings(known, name).flatMap((meaning) => {
        const json = optionJson(meaning, known)
        const page = optionPage(meaning, known, PLAIN)
        return json.scopes.map(({ id, lines }) => [id, { json, lines, page }] as const)
      }),
    )
    told.set(name, byScope)
  }
  return byScope
}

/** The words for a product line, in the order of the list. */
function lineWords(line: ProductLine, restart: boolean | null | undefined): string {
  const { since, sinceBranches, sinceByForm = {}, noEffectValues, deprecated } = line
  const named = (name: keyof ProductLine) =>
    line[name] === undefined ? [] : [`${name}=${[line[name]].flat()}`]
  const marked = (name: keyof ProductLine) => (line[name] ? [name] : [])
  const forms = Object.entries(sinceByForm).sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    ...(since === undefined ? [] : [`since=${since}`]),
    ...(sinceBranches === undefined ? [] : [`branches=${sinceBranches}`]),
    ...forms.map(([form, version]) => `form:${form}=${version}`),
    ...named('lastVersion'),
    ...named('lastEffective'),
    ...named('noEffectSince'),
    ...named('noEffectWith'),
    ...(noEffectValues === undefined ? [] : [`noEffectValues=${noEffectValues}`]),
    ...marked('warns'),
    ...(deprecated ? [`deprecated=${line.deprecatedSince ?? ''}`] : []),
    ...named('replacedBy'),
    ...marked('uncertain'),
    ...named('singletonSince'),
    ...named('instanceBefore'),
    ...named('autoLoadedSince'),
    ...named('supportedSince'),
    ...named('rewrittenIn'),
    ...named('engineNotShippedSince'),
    ...marked('autoLoaded'),
    ...marked('clusterRelated'),
    ...marked('validation'),
    ...(typeof restart === 'boolean' ? [`restart=${restart ? 'yes' : 'no'}`] : []),
  ].join(' ')
}

/** What is told of the product lines, and what the documents have. */
function compareLines(place: string, { json, lines }: Told, expected: Lines): void {
  for (const line of ['3', '4'] as const) {
    const words = expected[line]
    if (words === undefined) continue
    const here = lines[line]
    assert.ok(here, `${place} is not in ${line}.x`)
    const restart = json.facts.restartByLine?.[line] ?? json.restart
    const isKnown = json.facts.restartByLine?.[line] !== null
    assert.is(lineWords(here as ProductLine, isKnown ? restart : null), words, `${place} ${line}.x`)
  }
}

function compareValue(place: string, { json, page }: Told, expected: ValueFacts): void {
  const { range, powerOfTwo, misspellings, numericAliases, references } = json.facts
  const { special = [], means = {} } = json.facts
  assert.is(range?.map((bound) => bound ?? '').join('..'), expected.range, `range of ${place}`)
  assert.is(powerOfTwo, expected.powerOfTwo, `power of two: ${place}`)
  assert.equal(misspellings, expected.misspellings, `misspellings of ${place}`)
  assert.equal(numericAliases, expected.numbers, `numbers of ${place}`)
  assert.is(references, expected.references, `references of ${place}`)
  if (expected.unit !== undefined) assert.is(json.unit, expected.unit, `unit of ${place}`)
  if (expected.words !== undefined) {
    const { words } = json
    const missing = expected.words.filter((word) => !words?.includes(word))
    assert.equal(missing, [], `words of ${place}`)
  }
  const values = [...special.map(String), ...Object.keys(means), ...(json.words ?? [])]
  for (const value of expected.special ?? []) {
    assert.ok(values.includes(value), `${place}: the special value ${value}`)
  }
  // The page tells of a restart and of a range exactly where something is known.
  const { restart, facts } = json
  const isTold = restart !== null || Object.values(facts.restartByLine ?? {}).includes(false)
  assert.is(/^ {2}restart /m.test(page), isTold, `restart on the page of ${place}`)
  assert.is(/^ {2}range /m.test(page), range !== undefined, `range on the page of ${place}`)
}

/** The places of a scope of the core; a module may have one of the same name. */
function placesOf(scope: string): readonly string[] {
  if (scope === known.global.name) return [scope]
  return known
    .scopesNamed(scope)
    .map(({ id }) => id)
    .filter((id) => {
      const top = id.split('/')[0] as string
      return id === scope || top === 'cluster' || facts.modules[top] === undefined
    })
}

test('options of the core', () => {
  let count = 0
  for (const [name, entries] of Object.entries(facts.options)) {
    const byScope = toldOf(name)
    for (const entry of entries) {
      for (const id of entry.scopes.split(' ').flatMap(placesOf)) {
        const place = `${name} in ${id}`
        const here = byScope.get(id)
        assert.ok(here, `${place} is not known`)
        compareLines(place, here as Told, entry)
        compareValue(place, here as Told, entry)
        count++
      }
    }
  }
  assert.ok(count > 2500, `only ${count} places`)
})

test('options of modules', () => {
  let count = 0
  for (const [id, options] of Object.entries(facts.moduleOptions)) {
    for (const [name, expected] of Object.entries(options)) {
      const place = `${name} in ${id}`
      const here = toldOf(name).get(id)
      assert.ok(here, `${place} is not known`)
      compareLines(place, here as Told, expected)
      compareValue(place, here as Told, expected)
      const hasEffect = (here as Told).json.facts.implemented !== false
      assert.is(hasEffect, expected.noEffect === undefined, `effect of ${place}`)
      count++
    }
  }
  assert.is(count, 630)
})

test('modules', () => {
  const names = Object.entries(facts.modules)
  for (const [name, expected] of names) {
    const [meaning] = scopeMeanings(known, name).filter(({ places: [scope] }) => scope.id === name)
    assert.ok(meaning, `${name} is not known`)
    if (meaning === undefined) continue
    const json = scopeJson(meaning, known)
    assert.is(json.instance, expected.instance, name)
    assert.is(json.macros.join(' '), expected.macros ?? '', `macros of ${name}`)
    assert.equal(
      Object.keys(json.lines),
      Object.keys(expected).filter((key) => /^\d$/.test(key)),
    )
    for (const [line, here] of Object.entries(json.lines)) {
      assert.is(lineWords(here, here.restart), expected[line as '3' | '4'], `${name} ${line}.x`)
    }
    const isTold = Object.values(json.lines).some(({ restart }) => restart)
    assert.is(/^ {2}restart /m.test(scopePage(meaning, known, PLAIN)), isTold, name)
  }
  assert.is(names.length, 123)
})

test.run()

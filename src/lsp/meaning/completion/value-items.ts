import { type Configuration, shownInstance } from '../../../config/index.js'
import { namedBy, namesOfKind, type TargetKind } from '../../../lint/references/references.js'
import { entryRule, ruleOf } from '../../../schema/rules.js'
import type { OptionType } from '../../../schema/types.js'
import type { ScalarRule } from '../../../schema/value-rule.js'
import { encodeString, needsQuotes } from '../../../syntax/index.js'
import { quantityText } from '../hints/quantity.js'
import { scopePathsOf } from '../place/scope-place.js'
import type { Candidate } from './candidate.js'
import type { Cursor, Expected } from './cursor.js'
import type { CompletionPlace } from './place.js'

/** Kinds of completions of the protocol. */
const VALUE = 12
const ENUM_MEMBER = 20
const REFERENCE = 18
const PROPERTY = 10
const UNIT = 11

/** How many instances are offered. */
const MOST_NAMES = 1000

/** The instances of a kind of scope that exist, to write another stanza of one. */
export function instanceItems(place: CompletionPlace, name: string): Candidate[] {
  const { file, types, stanzas, typed } = place
  const lower = name.toLowerCase()
  const isNamed = types.some(({ scopes }) => {
    const type = scopes.get(lower)
    return type !== undefined && type.instance !== 'anonymous'
  })
  if (!isNamed) return []
  const names = new Set<string>()
  for (const each of file.within) {
    const { configuration } = each.target
    for (const path of scopePathsOf(each, stanzas)) {
      for (const { instance } of configuration.scope(path)?.scopesNamed(lower) ?? []) {
        if (instance !== undefined && names.size < MOST_NAMES && isPlain(lower, instance)) {
          names.add(instance)
        }
      }
    }
  }
  return [...names].map((instance) => ({
    label: instance,
    text: written(instance, typed, true),
    kind: REFERENCE,
    rank: 0,
  }))
}

/** The values of an option by its type, or the parts of one. */
export function valueItems(
  place: CompletionPlace,
  expected: Extract<Expected, { kind: 'value' }>,
): Candidate[] {
  const lower = expected.option.toLowerCase()
  const found = new Map<string, Candidate>()
  for (const type of place.types) {
    const option = type.options.get(lower)
    if (option === undefined) continue
    for (const each of ofOption(place, option, expected)) {
      if (!found.has(each.text)) found.set(each.text, each)
    }
  }
  return [...found.values()]
}

function ofOption(
  { file, typed }: CompletionPlace,
  option: OptionType,
  { form, key }: Extract<Expected, { kind: 'value' }>,
): Candidate[] {
  const rule = ruleOf(option)
  if (form === 'key') return keysOf(option, typed)
  if (key !== undefined) {
    const entry = rule && entryRule(rule, key)
    return entry === undefined ? [] : ofRule(entry, undefined, typed)
  }
  const scalar =
    form === 'element' ? (rule?.element ?? rule?.scalar) : (rule?.scalar ?? rule?.element)
  const kind = namedBy(option)
  const configurations = file.within.map(({ target }) => target.configuration)
  return [
    ...(form === 'whole' && option.secret !== true ? defaultOf(option, typed) : []),
    ...(kind === undefined || kind === 'auth_ds.scheme'
      ? []
      : instances(kind, configurations, typed)),
    ...(scalar === undefined ? [] : ofRule(scalar, option, typed)),
    ...specialOf(option, typed),
  ]
}

function defaultOf({ default: value }: OptionType, typed: Cursor['typed']): Candidate[] {
  if (value === undefined) return []
  const text = typed.quoted && !value.startsWith('"') ? encodeString(value) : value
  return [{ label: value, text, detail: 'default', kind: VALUE, rank: 0 }]
}

function instances(
  kind: TargetKind,
  configurations: readonly Configuration[],
  typed: Cursor['typed'],
): Candidate[] {
  const names = new Set(configurations.flatMap(({ root }) => namesOfKind(root, kind)))
  const shown = [...names].filter((name) => isPlain(kind, name)).slice(0, MOST_NAMES)
  return shown.map((name) => ({
    label: name,
    text: written(name, typed, false),
    detail: kind,
    kind: REFERENCE,
    rank: 1,
  }))
}

function ofRule(
  rule: ScalarRule,
  option: OptionType | undefined,
  typed: Cursor['typed'],
): Candidate[] {
  const words = (rule.words ?? rule.examples ?? []).map(String)
  const booleans = rule.as.includes('b') && words.length === 0 ? ['true', 'false'] : []
  const members = [...booleans, ...words].map(
    (word): Candidate => ({
      label: word,
      text: written(word, typed, false),
      kind: ENUM_MEMBER,
      rank: 2,
    }),
  )
  return [...members, ...quantities(rule, option, typed)]
}

/** The values of an option that have a meaning of their own. */
function specialOf({ facts = {} }: OptionType, typed: Cursor['typed']): Candidate[] {
  const { special = [], means = {} } = facts
  const values = [...new Set([...special.map(String), ...Object.keys(means)])]
  return values.map((value) => ({
    label: value,
    text: written(value, typed, false),
    ...(Object.hasOwn(means, value) && { detail: means[value] as string }),
    kind: VALUE,
    rank: 3,
  }))
}

function keysOf(option: OptionType, typed: Cursor['typed']): Candidate[] {
  const keys = new Set([
    ...Object.keys(ruleOf(option)?.keys ?? {}),
    ...(option.facts?.knownKeys ?? []),
  ])
  return [...keys].map((key) => ({
    label: key,
    text: `${written(key, typed, false)} = `,
    kind: PROPERTY,
    rank: 0,
  }))
}

/** For a number that is typed: the same in larger units, written as the plain number. */
function quantities(
  { unit, type, format }: ScalarRule,
  option: OptionType | undefined,
  typed: Cursor['typed'],
): Candidate[] {
  const number = /^"?(\d{1,6})/.exec(typed.text)?.[1]
  if (format === 'duration') {
    const count = number ?? '1'
    return ['seconds', 'minutes', 'hours', 'days'].map((name, index) => {
      const value = `${count} ${count === '1' ? name.slice(0, -1) : name}`
      return { label: value, text: encodeString(value), kind: UNIT, rank: 4 + index }
    })
  }
  const own = unit ?? option?.unit
  const factors = FACTORS[own ?? '']
  if (
    factors === undefined ||
    (type !== 'time_interval' && type !== 'size' && type !== 'integer')
  ) {
    return []
  }
  return factors.map((factor, index) => {
    const value = Number(number ?? '1') * factor
    const text = written(String(value), typed, false)
    const shown = quantityText(value, own as string)
    const label = shown === undefined ? String(value) : `${value} = ${shown}`
    const filter = number === undefined ? {} : { filter: typed.text }
    return { label, text, ...filter, detail: own as string, kind: UNIT, rank: 4 + index }
  })
}

const FACTORS: Readonly<Record<string, readonly number[]>> = {
  seconds: [60, 3600, 86_400],
  minutes: [60, 1440],
  milliseconds: [1000, 60_000],
  bytes: [2 ** 10, 2 ** 20, 2 ** 30],
}

/** Whether a name holds no secret, as the URI of a database does. */
function isPlain(name: string, instance: string): boolean {
  return shownInstance({ name, instance }, { maskSecrets: true }) === instance
}

/** A text as it is written here: in quotes when it was begun so, or when it needs them. */
function written(text: string, { quoted }: Cursor['typed'], always: boolean): string {
  return always || quoted || needsQuotes(text) ? encodeString(text) : text
}

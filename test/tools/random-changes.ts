import fc from 'fast-check'
import type { Change, Configuration, Scope } from '../../src/config/index.js'
import type { ValueView } from '../../src/syntax/index.js'
import { configurationText, optionName } from './random-configuration.js'

/** A change of some scope: which one, and of which option, the configuration says. */
export interface Wish {
  readonly kind: Change['kind'] | 'unset-scope'
  readonly scope: number
  /** Stanzas inside of that scope that need not be there. */
  readonly inside: Change['path']
  readonly isNew: boolean
  readonly option: number
  readonly name: string
  readonly value: string
}

const step = fc.constantFrom(
  { name: 'S' },
  { name: 'tee', instance: 'one' },
  { name: 'Logs', instance: 'a "b"\\' },
)

export function wishes(value: fc.Arbitrary<string>): fc.Arbitrary<Wish> {
  return fc.record({
    kind: fc.constantFrom<Wish['kind'][]>(
      ...(['set', 'set', 'set', 'unset', 'add-element', 'remove-element'] as const),
      ...(['set-key', 'unset-key', 'unset-scope'] as const),
    ),
    scope: fc.nat(50),
    inside: fc.oneof(fc.constant([]), fc.constant([]), fc.array(step, { maxLength: 2 })),
    isNew: fc.boolean(),
    option: fc.nat(20),
    name: optionName,
    value,
  })
}

export function changeFor(configuration: Configuration, wished: Wish): Change {
  const scopes = [...eachScope(configuration.root)]
  const { path: known, options } = scopes[wished.scope % scopes.length] as Scope
  const { kind, value } = wished
  if (kind === 'unset-scope') {
    // The global scope, which cannot be unset, is asked for now and then only.
    const inner = wished.isNew ? [] : scopes.slice(1)
    const path = inner[wished.scope % inner.length]?.path ?? known
    return { kind: 'unset', path, words: [] }
  }
  // Another local changes file is another configuration.
  const names = [...options.keys()].filter((name) => !name.startsWith('local_changes_'))
  const isKnown = names.length > 0 && !(wished.isNew && kind === 'set')
  const option = isKnown ? (names[wished.option % names.length] as string) : wished.name
  const path = kind === 'set' && wished.isNew ? [...known, ...wished.inside] : known
  const target = { path, option, words: [] }
  switch (kind) {
    case 'set':
      return { ...target, kind, value }
    case 'add-element':
    case 'remove-element':
      return { ...target, kind, value: wished.isNew ? 'x' : '"a b"' }
    case 'set-key':
      return { ...target, kind, key: wished.isNew ? 'k' : 'new one', value: '0640' }
    case 'unset-key':
      return { ...target, kind, key: 'k' }
    case 'unset':
      return { ...target, kind }
  }
}

function* eachScope(scope: Scope): Generator<Scope> {
  yield scope
  for (const child of scope.scopes) yield* eachScope(child)
}

/** What the main file takes in behind its own text, and the local changes file if there is one. */
const layout = fc.constantFrom(
  'include "inner"\nreadonly_include "overlay"\n',
  'readonly_include "overlay"\ninclude "inner"\n',
  'S {\n  readonly_include "overlay"\n  include "inner"\n}\n',
  'S { include "inner" }\ntee one {\n  readonly_include "overlay"\n}\n',
  'Local_Changes_File = "local"\ninclude "inner"\nreadonly_include "overlay"\n',
  'Local_Changes_File = "local"\nLocal_Changes_Only = on\ninclude "inner"\nreadonly_include "overlay"\n',
)

/** The files of a configuration by their paths; `/c/eccluster.conf` is the main file. */
export const configurationFiles: fc.Arbitrary<Readonly<Record<string, string>>> = fc
  .tuple(configurationText, configurationText, configurationText, layout, fc.boolean())
  .map(([first, second, overlay, rest, hasLocal]): Record<string, string> => {
    const main = first === '' || first.endsWith('\n') ? first : `${first}\n`
    return {
      '/c/eccluster.conf': `${main}${rest}`,
      '/c/inner': second,
      '/c/overlay': overlay,
      ...(hasLocal && { '/c/local': 'S { Alpha = 9 }\n' }),
    }
  })

/** Every value of every scope, whatever way it is written, and every scope; but those of one option. */
export function valuesBut(configuration: Configuration, but?: Change): Map<string, unknown> {
  const values = new Map<string, unknown>()
  const excepted = but && configuration.scope(but.path)
  const walk = (at: Scope, key: string) => {
    values.set(key, 'scope')
    for (const [word, definitions] of at.options) {
      if (at === excepted && word === but?.option?.toLowerCase()) continue
      values.set(`${key}${word}`, meaningOf(definitions.at(-1)?.value))
    }
    for (const child of at.scopes) {
      walk(child, `${key}${child.name.toLowerCase()} ${child.instance ?? ''}>`)
    }
  }
  walk(configuration.root, '')
  return values
}

export function meaningOf(value: ValueView | undefined): unknown {
  switch (value?.type) {
    case 'scalar':
      return value.value
    case 'array':
      return value.elements.map(meaningOf)
    case 'dictionary':
      return Object.fromEntries(value.entries.map((entry) => [entry.key, meaningOf(entry.value)]))
    default:
      return undefined
  }
}

/** The values that a change asks for: those of the configuration with the change in memory. */
export function wantedValues(configuration: Configuration, asked: Change): Map<string, unknown> {
  return sorted(valuesBut(configuration.apply([asked])))
}

export function sorted(values: Map<string, unknown>): Map<string, unknown> {
  return new Map([...values].sort(([a], [b]) => (a < b ? -1 : 1)))
}

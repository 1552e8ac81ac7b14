import { distance } from 'fastest-levenshtein'
import { type Registry, registry } from '../../src/schema/index.js'
import type { OptionType, ProductLines, ScopeType } from '../../src/schema/types.js'
import { command } from '../command.js'
import { Refusal } from '../failure.js'
import { print } from '../terminal.js'

/** `option NAME`: what the product knows about an option, a scope or a module. */
export const optionCommand = command({
  name: 'option',
  describe: 'Explain an option, a scope or a module',
  positionals: [{ name: 'name', describe: 'Its name', count: 'one' }],
  flags: {
    format: {
      type: 'string',
      choices: ['text', 'json'],
      default: 'text',
      describe: 'How the answer is printed',
    },
  },
  run: ({ words: [name = ''], format }) => {
    const known = registry()
    const options = variants(known, name)
    const scopes = known.scopesNamed(name)
    if (options.length === 0 && scopes.length === 0) throw new Refusal(unknownText(known, name))
    if (format === 'json') {
      const data = { options: options.map(optionJson), scopes: scopes.map(scopeJson) }
      print(`${JSON.stringify(data, null, 2)}\n`)
      return
    }
    print([...options.map(optionText), ...scopes.map(scopeText)].join('\n'))
  },
})

interface Variant {
  readonly type: OptionType
  readonly scopes: readonly ScopeType[]
}

/** The definitions that a name has: one name can mean different things in different scopes. */
function variants(known: Registry, name: string): Variant[] {
  const lowerName = name.toLowerCase()
  const byFacts = new Map<string, { type: OptionType; scopes: ScopeType[] }>()
  for (const scope of known.scopesWithOption(lowerName)) {
    const type = scope.options.get(lowerName)
    if (type === undefined) continue
    const { fallback: _, ...facts } = type
    const key = JSON.stringify(facts)
    const variant = byFacts.get(key)
    if (variant === undefined) byFacts.set(key, { type, scopes: [scope] })
    else variant.scopes.push(scope)
  }
  return [...byFacts.values()]
}

function optionText({ type, scopes }: Variant): string {
  const rows: [string, string | undefined][] = [
    ['type', typeText(type)],
    ['words', type.words?.join(' ')],
    ['default', type.default],
    ['unit', type.unit],
    ['scopes', [...new Set(scopes.map(scopeName))].join(', ')],
    ['versions', versionsText(type.lines)],
    ['restart', type.nonDynamic ? 'needed' : 'not needed'],
    ['secret', type.secret ? 'yes: shown as ****' : undefined],
    ['same as', type.aliasOf],
  ]
  return page(`${type.display}  (option)`, type.description, rows)
}

function scopeText(scope: ScopeType): string {
  const rows: [string, string | undefined][] = [
    ['stands in', parentText(scope)],
    ['instance', instanceText(scope)],
    [
      'options',
      [...scope.options.values()].map(({ display }) => display).join(', ') || 'none known',
    ],
    ['scopes', [...scope.scopes.values()].map(({ display }) => display).join(', ') || undefined],
    ['versions', scope.lines && versionsText(scope.lines)],
  ]
  return page(`${scope.display}  (${scope.module ? 'module' : 'scope'})`, scope.description, rows)
}

function page(
  title: string,
  description: string | undefined,
  rows: readonly [string, string | undefined][],
): string {
  const lines = [title]
  if (description) lines.push(...wrap(description, '  ', 76))
  for (const [label, text] of rows) {
    if (text === undefined) continue
    const [first = '', ...others] = wrap(text, '', 64)
    lines.push(
      `  ${label.padEnd(10)} ${first}`,
      ...others.map((line) => `${' '.repeat(13)}${line}`),
    )
  }
  return `${lines.join('\n')}\n`
}

/** Breaks a text into lines of at most `width` columns. */
function wrap(text: string, indent: string, width: number): string[] {
  const lines: string[] = []
  let line = indent
  for (const word of text.split(' ')) {
    if (line.trim() !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = indent
    }
    line += line.trim() === '' ? word : ` ${word}`
  }
  return [...lines, line]
}

function typeText({ type, element }: OptionType): string {
  const words = (name: string) => name.replaceAll('_', ' ')
  return element === undefined ? words(type) : `${words(type)} of ${words(element)}`
}

function versionsText(lines: ProductLines): string {
  return Object.entries(lines)
    .map(([line, { since, until }]) => {
      const from = since === undefined ? `${line}.x` : `${line}.x since ${since}`
      return until === undefined ? from : `${from} until ${until}`
    })
    .join(', ')
}

/** A scope that stands in many places is named once; inside a module, with the module. */
function scopeName({ id, display, module }: ScopeType): string {
  const parents = id.split('/').slice(0, -1)
  return module && parents.length > 0 ? `${display} in ${parents.join(' > ')}` : display
}

function parentText({ id }: ScopeType): string {
  const parents = id.split('/').slice(0, -1)
  return parents.length === 0 ? 'Global' : parents.join(' > ')
}

function instanceText({ display, instance }: ScopeType): string {
  if (instance === 'anonymous') return `none: ${display} { ... }`
  const named = `${display} "name" { ... }`
  return instance === 'named' ? `needed: ${named}` : `possible: ${display} { ... } or ${named}`
}

function optionJson({ type, scopes }: Variant) {
  const { validator: _, ...facts } = type
  return { ...facts, scopes: scopes.map(({ id }) => id) }
}

function scopeJson(scope: ScopeType) {
  const { id, display, instance, module, description, lines } = scope
  return {
    id,
    display,
    instance,
    module,
    description,
    lines,
    options: [...scope.options.keys()],
    scopes: [...scope.scopes.keys()],
  }
}

function unknownText(known: Registry, name: string): string {
  const lowerName = name.toLowerCase()
  const near = [...new Set([...known.optionNames(), ...known.scopeNames()])]
    .map((candidate) => ({ candidate, far: distance(lowerName, candidate) }))
    .filter(({ far }) => far <= Math.max(1, Math.floor(lowerName.length / 3)))
    .sort((a, b) => a.far - b.far || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => `"${displayName(known, candidate)}"`)
  const hint = near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`
  return `No option, scope or module is named "${name}".${hint}`
}

function displayName(known: Registry, name: string): string {
  const [scope] = known.scopesWithOption(name)
  return scope?.options.get(name)?.display ?? known.scopesNamed(name)[0]?.display ?? name
}

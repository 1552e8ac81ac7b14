import { typeText } from '../../../report/option/value.js'
import type { OptionType, ProductLines, ScopeType } from '../../../schema/types.js'
import { type BodyView, FileView } from '../../../syntax/index.js'
import type { Candidate } from './candidate.js'
import type { CompletionPlace } from './place.js'

/** Kinds of completions of the protocol. */
const PROPERTY = 10
const MODULE = 9
const KEYWORD = 14

/** Options that the scope has, then stanzas and includes, then options that it has already. */
export function nameItems(place: CompletionPlace): Candidate[] {
  const { types, isFollowed, file } = place
  const there = namesThere(place)
  const options = new Map<string, Candidate>()
  const scopes = new Map<string, Candidate>()
  for (const type of types) {
    for (const option of type.options.values()) {
      if (options.has(option.name)) continue
      options.set(option.name, {
        label: option.display,
        text: isFollowed ? option.display : `${option.display} = `,
        ...(!isFollowed && { snippet: optionSnippet(option) }),
        detail: typeText(option),
        kind: PROPERTY,
        rank: there.has(option.name) ? 3 : 0,
        isDeprecated: isDeprecated(option.lines),
        page: { uri: file.uri, kind: 'option', name: option.name, scope: type.id },
      })
    }
    for (const scope of type.scopes.values()) {
      if (scopes.has(scope.name)) continue
      scopes.set(scope.name, {
        label: scope.display,
        text: isFollowed ? scope.display : stanzaText(scope),
        ...(!isFollowed && { snippet: stanzaSnippet(scope) }),
        detail: scope.module ? 'module' : 'scope',
        kind: MODULE,
        rank: scope.instance === 'anonymous' && there.has(scope.name) ? 3 : 1,
        isDeprecated: isDeprecated(scope.lines ?? {}),
        page: { uri: file.uri, kind: 'scope', name: scope.name, scope: scope.id },
      })
    }
  }
  return [...options.values(), ...scopes.values(), ...includes(place)]
}

function includes({ isFollowed }: CompletionPlace): Candidate[] {
  return ['include', 'readonly_include'].map((word) => ({
    label: word,
    text: isFollowed ? word : `${word} "`,
    ...(!isFollowed && { snippet: `${word} "$1"` }),
    kind: KEYWORD,
    rank: 2,
  }))
}

/** The names of the statements in the innermost stanza, in lower case, without the one being typed. */
function namesThere({ file, stanzas, typed }: CompletionPlace): Set<string> {
  const body: BodyView = stanzas.at(-1) ?? new FileView(file.document.tree, 0)
  const names = new Set<string>()
  for (const item of body.eachItem()) {
    if (item.type !== 'option' && item.type !== 'scope') continue
    if (item.start !== typed.start) names.add(item.name.toLowerCase())
  }
  return names
}

/** Whether every product line that has an option or scope advises against it. */
function isDeprecated(lines: ProductLines): boolean {
  const all = Object.values(lines)
  return (
    all.length > 0 &&
    all.every((line) => line.deprecated === true || line.deprecatedSince !== undefined)
  )
}

function optionSnippet({ display, shape, default: value }: OptionType): string {
  const name = escaped(display)
  if (shape === 'array') return `${name} = ( $1 )`
  if (shape === 'dictionary') return `${name} = [\n\t$1\n]`
  return value === undefined ? `${name} = $1` : `${name} = \${1:${escaped(value)}}`
}

function stanzaText({ display, instance }: ScopeType): string {
  return instance === 'named' ? `${display} "` : `${display} {`
}

function stanzaSnippet({ display, instance }: ScopeType): string {
  const name = escaped(display)
  return instance === 'named' ? `${name} "$1" {\n\t$0\n}` : `${name} {\n\t$0\n}`
}

/** Text in a snippet, where some characters begin places to fill in. */
function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&')
}

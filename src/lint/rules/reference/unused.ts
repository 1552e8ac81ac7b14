import { type Configuration, displayScope, type Scope } from '../../../config/index.js'
import { diagnostic } from '../../../diagnostics/index.js'
import type { ScopeType } from '../../../schema/types.js'
import {
  BROKEN,
  NodeKind,
  nodeAt,
  ScalarView,
  ScopeView,
  TokenKind,
} from '../../../syntax/index.js'
import { isComplete } from '../../engine/complete.js'
import type { ConfigurationRule } from '../../engine/rule.js'
import { excerpt } from '../../names/words.js'
import { headOf } from '../../references/places.js'
import {
  isMissing,
  isPredefined,
  type References,
  referencesOf,
  type TargetKind,
} from '../../references/references.js'

/** Kinds of scope that do nothing until something names them, with an example of what may. */
const KINDS: ReadonlyMap<TargetKind, { readonly by: string; readonly byScripts: boolean }> =
  new Map([
    ['alias.scheme', { by: 'Alias_Schemes', byScripts: false }],
    ['auth_ds.scheme', { by: 'a URI of AuthDigestMD5Parameters', byScripts: true }],
    ['datasource', { by: 'cache', byScripts: true }],
    ['eventloop', { by: 'Event_Loop', byScripts: false }],
    ['pathway', { by: 'Pathway', byScripts: false }],
    ['threadpool', { by: 'Pool_Name', byScripts: true }],
  ])

/** A scope that exists only to be named, but that nothing names. */
export const unused: ConfigurationRule = {
  codes: ['reference/unused'],
  *check(configuration) {
    if (!isComplete(configuration)) return
    const all = referencesOf(configuration)
    const candidates = [...candidatesIn(all, configuration.root)]
    if (candidates.length === 0) return
    const mentioned = mentionedNames(configuration, candidates)
    let defaults: ReadonlyMap<TargetKind, ReadonlySet<string>> | undefined
    for (const { kind, scope, by } of candidates) {
      const name = scope.instance ?? ''
      if (mentioned.has(name)) continue
      defaults ??= defaultNames(configuration.root)
      if (defaults.get(kind)?.has(name)) continue
      yield diagnostic(
        'reference/unused',
        headOf(scope),
        `Nothing refers to ${excerpt(displayScope(scope.path))}`,
        { detail: `It has no effect until something names it, such as ${by}.` },
      )
    }
  },
}

interface Candidate {
  readonly kind: TargetKind
  readonly scope: Scope
  readonly by: string
}

function* candidatesIn(all: References, root: Scope): IterableIterator<Candidate> {
  const named = new Map<TargetKind, Set<string>>()
  const doubtful = new Set<TargetKind>()
  for (const reference of all.references) {
    const { kind, name } = reference
    const names = named.get(kind)
    if (names === undefined) named.set(kind, new Set([name]))
    else names.add(name)
    // A misspelt name, reported as such, was probably meant for one of these scopes.
    if (!doubtful.has(kind) && isMissing(reference, all)) doubtful.add(kind)
  }
  for (const [kind, { by, byScripts }] of KINDS) {
    if (doubtful.has(kind) || (byScripts && all.scripted)) continue
    const replicated = kind === 'datasource' ? replicatedCaches(root) : new Set()
    for (const [name, scope] of all.targets[kind]) {
      if (replicated.has(name)) continue
      if (!named.get(kind)?.has(name) && !isPredefined(kind, name)) yield { kind, scope, by }
    }
  }
}

/** The names of what a cluster replicates: a cache among them has that of its Datasource. */
function replicatedCaches(root: Scope): ReadonlySet<unknown> {
  const scopes = root.scopesNamed('cluster').flatMap((scope) => scope.scopesNamed('replicate'))
  return new Set(scopes.map(({ instance }) => instance))
}

/**
 * The names that occur as a word in any text except an instance: a module may use names in its own
 * format, such as `":datasource:NAME:SELECT ..."`.
 */
function mentionedNames(
  { files }: Configuration,
  candidates: readonly Candidate[],
): ReadonlySet<string> {
  const wanted = new Set(candidates.map(({ scope }) => scope.instance ?? ''))
  const found = new Set<string>()
  for (const { document } of files) {
    const { tree } = document
    const { kind, count } = tree.tokens
    const instances = instanceTokens(tree)
    for (let token = 0; token < count; token++) {
      if (kind[token] !== TokenKind.Word && kind[token] !== TokenKind.String) continue
      if (instances.has(token)) continue
      const text = new ScalarView(tree, token).value
      if (wanted.has(text)) found.add(text)
      for (const word of text.split(/[^\w.-]+/)) if (wanted.has(word)) found.add(word)
    }
  }
  return found
}

function instanceTokens(tree: ScalarView['tree']): ReadonlySet<number> {
  const instances = new Set<number>()
  for (let node = 0; node < tree.count; node++) {
    if (((tree.kind[node] as number) & ~BROKEN) !== NodeKind.Scope) continue
    const scope = nodeAt(tree, node)
    if (scope instanceof ScopeView && scope.instance) instances.add(scope.instance.token)
  }
  return instances
}

/** The names that are defaults of options in the kinds of scope that the configuration has. */
function defaultNames(root: Scope): ReadonlyMap<TargetKind, ReadonlySet<string>> {
  const defaults = new Map<TargetKind, Set<string>>()
  for (const type of typesIn(root)) {
    for (const option of type.options.values()) {
      const kind = option.facts?.references as TargetKind | undefined
      if (kind === undefined || option.default === undefined) continue
      const names = defaults.get(kind) ?? new Set()
      defaults.set(kind, names.add(option.default.replace(/^"(.*)"$/, '$1')))
    }
  }
  return defaults
}

/** The kinds of a scope and of the scopes inside it. */
function typesIn(scope: Scope, types = new Set<ScopeType>()): ReadonlySet<ScopeType> {
  if (scope.type !== undefined) types.add(scope.type)
  for (const child of scope.scopes) typesIn(child, types)
  return types
}

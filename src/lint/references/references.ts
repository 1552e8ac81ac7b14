import type { Configuration, Definition, Scope } from '../../config/index.js'
import { lowerCase } from '../../config/merging/lower-case.js'
import type { OptionType, ScopeType } from '../../schema/types.js'
import {
  BROKEN,
  encodeString,
  NodeKind,
  type Range,
  type ScalarView,
  ScopeView,
  type ValueView,
} from '../../syntax/index.js'
import { statementsOf } from '../engine/statements.js'

/**
 * What an option may name, as `references` in the option's facts: an instance of a kind of scope.
 */
export type TargetKind = keyof typeof TARGETS

interface Target {
  /** The ids of the scope types whose instances can be named. */
  readonly scopes: readonly string[]
  /** Instances that exist without a stanza (registry facts; language spec 4 and its last table). */
  readonly predefined: readonly string[]
  /** Instances that exist when a module is loaded; never suggested for another name. */
  readonly ofModules?: readonly string[]
}

const TARGETS = {
  'alias.scheme': { scopes: ['alias/scheme'], predefined: [] },
  /** The URIs of `AuthDigestMD5Parameters` and its like (runtime spec 2.1). */
  'auth_ds.scheme': {
    scopes: ['auth_ds/scheme'],
    predefined: ['digest', 'file', 'groups'],
    ofModules: ['ac_auth', 'radius', 'smtp_auth_proxy'],
  },
  binding: { scopes: ['binding', 'binding_group/binding'], predefined: ['default'] },
  binding_group: { scopes: ['binding_group'], predefined: ['default'] },
  datasource: { scopes: ['datasource'], predefined: [] },
  eventloop: { scopes: ['eventloop'], predefined: [] },
  /** Machines: the peers of the message bus, which are the nodes (language spec 10.2). */
  node: { scopes: [], predefined: [] },
  pathway: { scopes: ['pathway', 'pathway_group/pathway'], predefined: [] },
  threadpool: {
    scopes: ['threadpool'],
    predefined: [
      ...['Batch_Unlink', 'CPU', 'Close', 'IO', 'SpoolIn', 'SwapIn', 'SwapOut', 'Unlink'],
      // The thread pool for collecting logs (runtime spec 5).
      'log_job',
    ],
  },
} as const satisfies Record<string, Target>

/** Whether an instance exists without a stanza. */
export function isPredefined(kind: TargetKind, name: string): boolean {
  const { predefined, ofModules = [] }: Target = TARGETS[kind]
  return predefined.includes(name) || ofModules.includes(name)
}

/** The instances that always exist. */
export function predefinedNames(kind: TargetKind): readonly string[] {
  return TARGETS[kind].predefined
}

/**
 * A place where an effective option names a scope: the range of the name in the definition's file.
 */
export interface Reference extends Range {
  readonly kind: TargetKind
  /** The registered spelling of the option. */
  readonly option: string
  readonly type: OptionType
  readonly definition: Definition
  readonly name: string
  /** The scalar, if the name is all of it; absent for a part, such as the scheme of a URI. */
  readonly scalar?: ScalarView
}

/** Which options name which scopes in a configuration. */
export interface References {
  readonly references: readonly Reference[]
  /**
   * The scopes that can be named, by instance; instances are compared as written. Nodes are found
   * by their full names and by the part before the first dot, and stand for the scope that lists
   * them.
   */
  readonly targets: Readonly<Record<TargetKind, ReadonlyMap<string, Scope>>>
  /** Instances of scopes that the registry does not know; one may be a misspelt target. */
  readonly unknownInstances: ReadonlySet<string>
  /** Whether scripts may name scopes too, which the configuration does not show. */
  readonly scripted: boolean
}

const known = new WeakMap<Configuration, References>()

/** The references of a configuration, computed once. */
export function referencesOf(configuration: Configuration): References {
  let found = known.get(configuration)
  if (found === undefined) {
    found = new Collector(configuration).collect(configuration.root)
    known.set(configuration, found)
  }
  return found
}

/** Modules that run scripts, which may name scopes and register schemes. */
const SCRIPTING: ReadonlySet<string> = new Set(['ac_auth', 'scriptlet', 'sieve', 'sievelib'])

class Collector implements References {
  readonly references: Reference[] = []
  readonly targets = Object.fromEntries(
    Object.keys(TARGETS).map((kind) => [kind, new Map<string, Scope>()]),
  ) as Record<TargetKind, Map<string, Scope>>
  readonly unknownInstances = new Set<string>()
  scripted = false

  readonly #kinds = new Map<string, TargetKind>()
  /** For each kind of scope, its written options that name something. */
  readonly #options = new Map<ScopeType, ReadonlyMap<string, TargetKind>>()
  /**
   * For each kind of scope, whether no kind of scope allowed in it can name anything or be named.
   */
  readonly #barren = new Map<ScopeType, boolean>()
  readonly #written: ReadonlySet<string>

  constructor(configuration: Configuration) {
    const { root } = configuration
    this.#written = statementsOf(configuration).optionNames
    for (const [kind, { scopes }] of Object.entries(TARGETS)) {
      for (const id of scopes) this.#kinds.set(id, kind as TargetKind)
    }
    for (const scope of root.scopesNamed('msgc_server')) {
      for (const name of peersOf(scope)) {
        this.targets.node.set(name, scope).set(shortName(name), scope)
      }
    }
  }

  collect(scope: Scope): References {
    const { type } = scope
    if (type !== undefined) this.#collectOptions(scope, type)
    if (this.#isBarren(scope)) return this
    for (const child of scope.scopes) {
      this.#collectTarget(child)
      this.collect(child)
    }
    return this
  }

  /**
   * Whether nothing inside a scope can name anything or be named. This check costs far less than
   * merging the scopes inside.
   */
  #isBarren({ type, stanzas }: Scope): boolean {
    if (type === undefined || stanzas.length === 0 || !this.#areChildrenBarren(type)) return false
    return stanzas.every(({ node: { tree, index } }) => {
      const limit = tree.next[index] as number
      for (let node = index + 1; node < limit; node = tree.next[node] as number) {
        const kind = (tree.kind[node] as number) & ~BROKEN
        if (kind === NodeKind.Include) return false
        if (kind !== NodeKind.Scope) continue
        if (!type.scopes.has(lowerCase(new ScopeView(tree, node).name))) return false
      }
      return true
    })
  }

  #areChildrenBarren(type: ScopeType): boolean {
    let barren = this.#barren.get(type)
    if (barren === undefined) {
      barren = [...type.scopes.values()].every((child) => this.#isBarrenType(child))
      this.#barren.set(type, barren)
    }
    return barren
  }

  #isBarrenType(type: ScopeType): boolean {
    if (this.#kinds.has(type.id) || SCRIPTING.has(type.id)) return false
    return this.#kindsOf(type).size === 0 && this.#areChildrenBarren(type)
  }

  #collectTarget(scope: Scope): void {
    const { type, instance } = scope
    if (type !== undefined && SCRIPTING.has(type.id)) this.scripted = true
    if (instance === undefined) return
    const kind = type && this.#kinds.get(type.id)
    if (type === undefined) this.unknownInstances.add(instance)
    // When two groups have a pathway or a binding of the same name, the first one is kept.
    else if (kind !== undefined && !this.targets[kind].has(instance)) {
      this.targets[kind].set(instance, scope)
    }
  }

  #collectOptions(scope: Scope, scopeType: ScopeType): void {
    const kinds = this.#kindsOf(scopeType)
    // Merging a scope is the most expensive step, and most kinds of scope have no such options.
    if (kinds.size === 0) return
    for (const [name, kind] of kinds) {
      const definition = scope.options.get(name)?.at(-1)
      if (definition === undefined) continue
      const type = scopeType.options.get(name) as OptionType
      this.#collectReferences(kind, type, definition)
    }
  }

  #kindsOf(scopeType: ScopeType): ReadonlyMap<string, TargetKind> {
    const known = this.#options.get(scopeType)
    if (known !== undefined) return known
    const kinds = new Map<string, TargetKind>()
    for (const name of this.#written) {
      const kind = this.#kindOf(scopeType.options.get(name))
      if (kind !== undefined) kinds.set(name, kind)
    }
    this.#options.set(scopeType, kinds)
    return kinds
  }

  #kindOf(type: OptionType | undefined): TargetKind | undefined {
    const kind = type && namedBy(type)
    // Without a list of nodes, the names in what may be thousands of bindings cannot be checked.
    return kind === 'node' && this.targets.node.size === 0 ? undefined : kind
  }

  #collectReferences(kind: TargetKind, type: OptionType, definition: Definition): void {
    const option = type.display
    for (const part of namesIn(kind, definition.value)) {
      this.references.push({ kind, option, type, definition, ...part })
    }
  }
}

/** What kind of scope the value of an option names; undefined when it names none. */
export function namedBy(type: OptionType): TargetKind | undefined {
  if (AUTHENTICATION.test(type.name)) return 'auth_ds.scheme'
  const references = type.facts?.references
  return references !== undefined && references in TARGETS ? (references as TargetKind) : undefined
}

/** The names in a value that names something, each with its range in the text. */
export function namesIn(
  kind: TargetKind,
  value: ValueView,
): readonly Pick<Reference, 'name' | 'start' | 'end' | 'scalar'>[] {
  if (kind === 'auth_ds.scheme') {
    const scheme = schemeOf(value)
    return scheme === undefined ? [] : [scheme]
  }
  return scalarsOf(value).flatMap((scalar) => {
    const { value: name, start, end } = scalar
    return name === '' ? [] : [{ name, start, end, scalar }]
  })
}

/** What kind of name the instances of a scope have; undefined when no option names them. */
export function kindOfInstances({ id }: ScopeType): TargetKind | undefined {
  for (const [kind, { scopes }] of Object.entries(TARGETS)) {
    if ((scopes as readonly string[]).includes(id)) return kind as TargetKind
  }
  return undefined
}

/**
 * The scopes of a name that can be meant, in the order of `TARGETS`; only they are merged. A node has
 * none: it is an entry of the list of peers.
 */
export function scopesOf(root: Scope, kind: TargetKind, name: string): Scope[] {
  return TARGETS[kind].scopes.flatMap((id) => {
    const steps = id.split('/')
    const last = steps.pop() as string
    let outer: readonly Scope[] = [root]
    for (const step of steps) outer = outer.flatMap((scope) => scope.scopesNamed(step))
    return outer.flatMap((scope) => scope.child(last, name) ?? [])
  })
}

/** The names of all scopes that an option may name, with those that need no stanza. */
export function namesOfKind(root: Scope, kind: TargetKind): string[] {
  const names = TARGETS[kind].scopes.flatMap((id) => {
    const steps = id.split('/')
    let found: readonly Scope[] = [root]
    for (const step of steps) found = found.flatMap((scope) => scope.scopesNamed(step))
    return found.flatMap(({ instance }) => instance ?? [])
  })
  const nodes = kind === 'node' ? root.scopesNamed('msgc_server').flatMap(peersOf) : []
  return [...new Set([...names, ...nodes, ...predefinedNames(kind)])]
}

/** Whether no stanza and nothing predefined has the name of a reference. */
export function isMissing({ kind, name, type }: Reference, all: References): boolean {
  if (all.targets[kind].has(name) || isPredefined(kind, name)) return false
  if (kind === 'node' && all.targets.node.has(shortName(name))) return false
  // Writing a default explicitly is no worse than leaving it out.
  if (type.default === name || type.default === encodeString(name)) return false
  return !all.unknownInstances.has(name)
}

/** The part of a machine's name before the first dot. */
function shortName(name: string): string {
  const dot = name.indexOf('.')
  return dot === -1 ? name : name.slice(0, dot)
}

/** The names of all nodes; empty when the peers are listed by address. */
function peersOf({ options }: Scope): string[] {
  const value = options.get('peers')?.at(-1)?.value
  const names = value?.type === 'dictionary' ? value.entries.map(({ key }) => key) : []
  return names.some((name) => /^[\d.]+$|:/.test(name)) ? [] : names
}

/** Matches options whose dictionary has the URI of the users or their roles. */
const AUTHENTICATION = /^auth\w+parameters$/

function scalarsOf(value: ValueView): ScalarView[] {
  if (value.type === 'scalar') return [value]
  if (value.type === 'dictionary') return []
  return value.elements.filter((element) => element.type === 'scalar')
}

/** The scheme of `[ uri = "ecauth://" ]`, with its range in the text. */
function schemeOf(value: ValueView): Pick<Reference, 'name' | 'start' | 'end'> | undefined {
  if (value.type !== 'dictionary') return undefined
  const uri = value.entries.findLast(({ key }) => key.toLowerCase() === 'uri')?.value
  if (uri?.type !== 'scalar') return undefined
  const name = /^[A-Za-z][\w+.-]*(?=:\/\/)/.exec(uri.value)?.[0]
  if (name === undefined) return undefined
  const start = uri.start + (uri.quoted ? 1 : 0)
  return { name, start, end: start + name.length }
}

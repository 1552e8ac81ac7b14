import type { Configuration, Scope, ScopeStep } from '../../config/index.js'
import { hasDomainInstances, instanceKey, isRegexInstance } from '../../config/merging/identity.js'
import { lowerCase } from '../../config/merging/lower-case.js'
import { matcherOf } from '../../config/pattern/pattern.js'
import type { ScopeType } from '../../schema/types.js'
import { BROKEN, NodeKind, ScopeView, type SyntaxTree } from '../../syntax/index.js'

/** The levels of outbound options (language spec 8). */
const GROUPS = ['binding_group']
const BINDINGS = ['binding']
const DOMAINS = ['domain', 'host']
const OUTBOUND = new Set([...GROUPS, ...BINDINGS, ...DOMAINS])
const PATHWAYS = new Set(['pathway', 'pathway_group'])

/**
 * The scopes that may get an option from another scope, whatever is set in between. The result may
 * include some that cannot.
 * @param name of the option, in lower case
 */
export function* possibleDependents(
  configuration: Configuration,
  source: Scope,
  name: string,
): Generator<Scope> {
  const { root } = configuration
  const outermost = outermostOf(source)
  const level = outermost?.name.toLowerCase() ?? ''
  const scopes = OUTBOUND.has(level)
    ? outbound(configuration, source)
    : PATHWAYS.has(level)
      ? listeners(root, name)
      : inside(outermost ?? root, name)
  for (const scope of scopes) {
    if (scope !== source && scope.type?.options.has(name)) yield scope
  }
}

function outermostOf(scope: Scope): Scope | undefined {
  if (scope.parent === undefined) return undefined
  return scope.parent.parent === undefined ? scope : outermostOf(scope.parent)
}

/** A scope and those inside it that may have the option. */
function* inside(scope: Scope, name: string): Generator<Scope> {
  yield scope
  if (scope.type !== undefined && !knowsInside(scope.type, name)) return
  for (const child of scope.scopes) yield* inside(child, name)
}

/** All listeners, which point to pathways, and all pathways and their groups. */
function* listeners(root: Scope, name: string): Generator<Scope> {
  for (const scope of root.scopes) {
    const lower = scope.name.toLowerCase()
    if (PATHWAYS.has(lower) || lower.endsWith('_listener')) yield* inside(scope, name)
  }
}

/**
 * The scopes at the levels of outbound options that match all levels named by the source: a domain
 * in a binding gets values from the binding, from the domain, and from the group's domain.
 */
function* outbound(configuration: Configuration, source: Scope): Generator<Scope> {
  const [group, binding, domain] = levelsOf(source)
  if (domain !== undefined && binding === undefined) {
    yield* domainsLike(configuration, domain)
    return
  }
  for (const groupScope of at([configuration.root], GROUPS, group)) {
    for (const bindingScope of at([groupScope], BINDINGS, binding)) {
      yield* at([bindingScope], DOMAINS, domain)
    }
  }
}

/**
 * The domains, in any binding or group, that a domain's instance matches. They are searched for in
 * the texts, because few bindings of a large configuration contain such a domain.
 */
function* domainsLike(configuration: Configuration, wanted: Scope): Generator<Scope> {
  const lowerName = wanted.name.toLowerCase()
  const isMeant = meaning(lowerName, wanted.instance ?? '')
  const found = new Set<Scope>()
  for (const { file, within } of configuration.inclusions) {
    for (const stanza of stanzasNamed(file.document.tree, lowerName, isMeant)) {
      const scope = configuration.scope([...within, ...stanza.map(stepOf)])
      if (scope === undefined || found.has(scope)) continue
      found.add(scope)
      yield scope
    }
  }
}

/** A test for the instances that a domain matches: its own, or those matching its expression. */
function meaning(lowerName: string, instance: string): (other: string) => boolean {
  const key = instanceKey(lowerName, instance)
  const isSame = (other: string) =>
    other.length === key.length && instanceKey(lowerName, other) === key
  if (!isRegexInstance(instance)) return isSame
  const pattern = matcherOf(instance.slice(1, -1))
  return (other) => isSame(other) || (pattern?.test(other.toLowerCase()) ?? false)
}

/** The stanzas of a name and instance in a text, each with those around it, outermost first. */
function* stanzasNamed(
  tree: SyntaxTree,
  lowerName: string,
  isMeant: (instance: string) => boolean,
): Generator<ScopeView[]> {
  const around: number[] = []
  for (let node = 1; node < tree.count; node++) {
    if (((tree.kind[node] as number) & ~BROKEN) !== NodeKind.Scope) continue
    while (node >= (tree.next[around.at(-1) ?? 0] as number)) around.pop()
    around.push(node)
    const { instance, name } = new ScopeView(tree, node)
    if (instance === undefined || !isMeant(instance.value)) continue
    if (lowerCase(name) === lowerName) yield around.map((each) => new ScopeView(tree, each))
  }
}

function stepOf({ name, instance }: ScopeView): ScopeStep {
  return instance === undefined ? { name } : { name, instance: instance.value }
}

type Level = Scope | undefined

function levelsOf(scope: Scope): [group: Level, binding: Level, domain: Level] {
  const levels: [Level, Level, Level] = [undefined, undefined, undefined]
  for (let each: Scope | undefined = scope; each?.parent !== undefined; each = each.parent) {
    const lower = each.name.toLowerCase()
    if (GROUPS.includes(lower)) levels[0] = each
    else if (BINDINGS.includes(lower)) levels[1] = each
    else levels[2] = each
  }
  return levels
}

/** The scopes of a level in some containers; also the containers if the source lacks the level. */
function* at(
  containers: readonly Scope[],
  names: readonly string[],
  wanted: Level,
): Generator<Scope> {
  for (const container of containers) {
    if (wanted === undefined) yield container
    for (const name of names) {
      if (wanted === undefined || isPattern(wanted)) {
        yield* container.scopesNamed(name)
        continue
      }
      const scope = container.child(name, wanted.instance)
      if (scope !== undefined) yield scope
    }
  }
}

/** Whether the instance of a scope is an expression that matches other instances. */
function isPattern({ name, instance }: Scope): boolean {
  return (
    instance !== undefined && hasDomainInstances(name.toLowerCase()) && isRegexInstance(instance)
  )
}

const knownInside = new WeakMap<ScopeType, Map<string, boolean>>()

/** Whether a kind of scope may contain others, at any depth, that have an option. */
function knowsInside(type: ScopeType, name: string): boolean {
  let known = knownInside.get(type)
  if (known === undefined) {
    known = new Map()
    knownInside.set(type, known)
  }
  let answer = known.get(name)
  if (answer === undefined) {
    // Prevents endless recursion when kinds of scope may contain each other.
    known.set(name, false)
    answer = [...type.scopes.values()].some(
      (inner) => inner.options.has(name) || knowsInside(inner, name),
    )
    known.set(name, answer)
  }
  return answer
}

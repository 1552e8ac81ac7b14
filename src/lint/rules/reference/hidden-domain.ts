import { displayScope, type Scope } from '../../../config/index.js'
import { hasDomainInstances, isRegexInstance } from '../../../config/merging/identity.js'
import { type Diagnostic, diagnostic, listed } from '../../../diagnostics/index.js'
import { BROKEN, NodeKind, ScopeView, type SyntaxTree } from '../../../syntax/index.js'
import { isComplete } from '../../engine/complete.js'
import type { ConfigurationRule } from '../../engine/rule.js'
import { excerpt, quoted } from '../../names/words.js'
import { type Alternative, alternativesOf, type Shape } from '../../references/domain-expression.js'
import { headOf } from '../../references/places.js'

/**
 * A regular-expression domain that an earlier one always hides. Among the domains of one container
 * that match and set an option, the first one counts (language spec 8).
 */
export const hiddenDomain: ConfigurationRule = {
  codes: ['reference/hidden-domain'],
  *check(configuration) {
    if (isComplete(configuration)) yield* inside(configuration.root, new Candidates())
  },
}

function* inside(scope: Scope, candidates: Candidates): IterableIterator<Diagnostic> {
  const expressions = new Map<string, Scope[]>()
  for (const child of scope.scopes) {
    const { instance } = child
    if (instance === undefined) continue
    const name = child.type?.name ?? ''
    if (hasDomainInstances(name)) {
      if (isRegexInstance(instance)) append(expressions, name, child)
    } else if (candidates.mayBeTwoIn(child)) yield* inside(child, candidates)
  }
  for (const scopes of expressions.values()) {
    if (scopes.length > 1) yield* hiddenAmong(scopes)
  }
}

/** Tells quickly which scopes cannot contain two expressions. */
class Candidates {
  /**
   * For each tree and node, how many nodes before it may be, or include, a scope with an
   * expression.
   */
  readonly #before = new Map<SyntaxTree, Int32Array>()

  mayBeTwoIn({ stanzas }: Scope): boolean {
    let count = 0
    for (const { node } of stanzas) {
      const { tree, index } = node
      const before = this.#countsOf(tree)
      count += (before[tree.next[index] as number] as number) - (before[index] as number)
    }
    return count > 1
  }

  #countsOf(tree: SyntaxTree): Int32Array {
    let before = this.#before.get(tree)
    if (before === undefined) {
      before = new Int32Array(tree.count + 1)
      for (let node = 0; node < tree.count; node++) {
        before[node + 1] = (before[node] as number) + candidatesAt(tree, node)
      }
      this.#before.set(tree, before)
    }
    return before
  }
}

function candidatesAt(tree: SyntaxTree, node: number): number {
  switch ((tree.kind[node] as number) & ~BROKEN) {
    case NodeKind.Scope:
      return isRegexInstance(new ScopeView(tree, node).instance?.value ?? '') ? 1 : 0
    case NodeKind.Include:
      // The included file may contain any number of them.
      return 2
    default:
      return 0
  }
}

function append(groups: Map<string, Scope[]>, name: string, scope: Scope): void {
  const group = groups.get(name)
  if (group === undefined) groups.set(name, [scope])
  else group.push(scope)
}

/** @param scopes of one name in one container, in the order of their first definition */
function* hiddenAmong(scopes: readonly Scope[]): IterableIterator<Diagnostic> {
  const earlier = new Covers()
  for (const scope of scopes) {
    const alternatives = alternativesOf((scope.instance ?? '').slice(1, -1))
    const hiding = new Map<string, Scope>()
    for (const option of scope.options.keys()) {
      const by = earlier.whoHides(alternatives, option)
      if (by !== undefined) hiding.set(option, by)
    }
    if (hiding.size > 0) yield finding(scope, hiding)
    earlier.add(scope, alternatives)
  }
}

/** The shapes matched by the earlier domains, by the options that these set. */
class Covers {
  /** For each shape, the first scope that sets each option. */
  readonly #byShape = new Map<string, Map<string, Scope>>()
  /** The lengths of the shapes that are neither at the start nor at the end. */
  readonly #lengths = new Set<number>()

  add(scope: Scope, alternatives: readonly Alternative[]): void {
    for (const { bounds, exact } of alternatives) {
      const [shape] = bounds
      if (!exact || shape === undefined) continue
      if (!shape.fromStart && !shape.toEnd) this.#lengths.add(shape.text.length)
      const key = keyOf(shape.text, shape.fromStart, shape.toEnd)
      let options = this.#byShape.get(key)
      if (options === undefined) {
        options = new Map()
        this.#byShape.set(key, options)
      }
      for (const option of scope.options.keys()) {
        if (!options.has(option)) options.set(option, scope)
      }
    }
  }

  /** The scope that hides an option in all alternatives; undefined when some are not hidden. */
  whoHides(alternatives: readonly Alternative[], option: string): Scope | undefined {
    let first: Scope | undefined
    for (const { bounds } of alternatives) {
      let by: Scope | undefined
      for (const bound of bounds) by ??= this.#whoCovers(bound, option)
      if (by === undefined) return undefined
      first ??= by
    }
    return first
  }

  #whoCovers(shape: Shape, option: string): Scope | undefined {
    for (const key of this.#coveringKeys(shape)) {
      const scope = this.#byShape.get(key)?.get(option)
      if (scope !== undefined) return scope
    }
    return undefined
  }

  /** The keys of all shapes that a text with this shape also has. */
  *#coveringKeys({ text, fromStart, toEnd }: Shape): IterableIterator<string> {
    for (const length of this.#lengths) {
      for (let at = 0; at + length <= text.length; at++) {
        yield keyOf(text.slice(at, at + length), false, false)
      }
    }
    if (fromStart) {
      for (let end = 0; end <= text.length; end++) yield keyOf(text.slice(0, end), true, false)
    }
    if (toEnd) {
      for (let at = 0; at <= text.length; at++) yield keyOf(text.slice(at), false, true)
    }
    if (fromStart && toEnd) yield keyOf(text, true, true)
  }
}

function keyOf(text: string, fromStart: boolean, toEnd: boolean): string {
  return `${fromStart ? 1 : 0}${toEnd ? 1 : 0}${text}`
}

function finding(scope: Scope, hiding: ReadonlyMap<string, Scope>): Diagnostic {
  const by = [...hiding.values()][0] as Scope
  const what = excerpt(displayScope(scope.path))
  const others = [...scope.options.keys()].some((option) => !hiding.has(option))
  const names = [...hiding.keys()].map((option) =>
    quoted(scope.options.get(option)?.at(-1)?.name ?? option),
  )
  const hidden = others
    ? `${names.length === 1 ? 'Option' : 'Options'} ${listed(names)} of ${what}`
    : what
  const verb = others && names.length > 1 ? 'are' : 'is'
  return diagnostic(
    'reference/hidden-domain',
    headOf(scope),
    `${hidden} ${verb} always hidden by ${quoted(by.instance ?? '')}`,
    {
      detail: `Of expressions that match a domain the first one counts: move this one up, before ${quoted(by.instance ?? '')}.`,
      related: [{ ...headOf(by), note: 'this one comes first, and matches the same domains' }],
    },
  )
}

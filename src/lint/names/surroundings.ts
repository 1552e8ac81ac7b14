import type { Document } from '../../../grammar/index.js'
import type { OptionType, Registry, ScopeType } from '../../schema/types.js'
import type { ScopeView } from '../../syntax/index.js'
import { isLeftOpen } from '../engine/left-open.js'
import { possibleScopes } from './possible-scopes.js'

/**
 * What may stand at a place, by the scope around it. The scope of a fragment is unknown: it may be
 * one of several kinds, and whatever one of them allows is right.
 */
export class Surroundings {
  // Keyed by names as written, of which even a large file has few.
  readonly #options = new Map<string, readonly OptionType[]>()
  readonly #scopes = new Map<string, readonly ScopeType[]>()
  readonly #closed = new Map<string, Surroundings>()

  /**
   * @param types the possible kinds of the scope around; empty when the registry knows none, so
   *   that nothing can be said about what stands here
   * @param outer the kinds of scope around stanzas without a closing brace: what belongs to these
   *   may stand here, since the missing brace has been reported
   */
  constructor(
    readonly registry: Registry,
    readonly types: readonly ScopeType[],
    readonly outer: readonly ScopeType[] = [],
    /**
     * Whether the statement may belong to another scope, so that other names are right here too.
     */
    readonly doubtful = false,
  ) {}

  static global(registry: Registry): Surroundings {
    return new Surroundings(registry, [registry.global])
  }

  /** The surroundings at the top level of a fragment. */
  static ofFragment(document: Document, registry: Registry): Surroundings {
    return new Surroundings(registry, possibleScopes(document, registry))
  }

  /** A copy for a statement that may not belong to this scope. */
  inDoubt(): Surroundings {
    return new Surroundings(this.registry, this.types, this.outer, true)
  }

  get known(): boolean {
    return this.types.length > 0
  }

  /** Identifies what is allowed here: equal keys allow the same. */
  get key(): string {
    const ids = (types: readonly ScopeType[]) => types.map(({ id }) => id).join(' ')
    return [ids(this.types), ids(this.outer), this.doubtful].join('\n')
  }

  /** ` in scope Esmtp_Listener`; empty when the possible kinds of scope have different names. */
  get inScope(): string {
    const [first, ...others] = this.types
    if (first === undefined) return ''
    const isClear =
      first.id === 'global' || others.every(({ display }) => display === first.display)
    return isClear ? ` in scope ${first.display}` : ''
  }

  /** The registered types of an option here, one for each kind of scope that has it. */
  optionTypes(name: string): readonly OptionType[] {
    let known = this.#options.get(name)
    if (known === undefined) {
      const lower = name.toLowerCase()
      known = [...this.types, ...this.outer].flatMap(({ options }) => options.get(lower) ?? [])
      this.#options.set(name, known)
    }
    return known
  }

  /** The registered types of a scope here, one for each kind of scope that has it. */
  scopeTypes(name: string): readonly ScopeType[] {
    let known = this.#scopes.get(name)
    if (known === undefined) {
      const lower = name.toLowerCase()
      known = [...this.types, ...this.outer].flatMap(({ scopes }) => scopes.get(lower) ?? [])
      this.#scopes.set(name, known)
    }
    return known
  }

  /** The surroundings inside a stanza that stands here. */
  inside(scope: ScopeView): Surroundings {
    const { name } = scope
    if (isLeftOpen(scope)) {
      return this.#inside(name, [...this.types, ...this.outer])
    }
    let inner = this.#closed.get(name)
    if (inner === undefined) {
      inner = this.#inside(name, [])
      this.#closed.set(name, inner)
    }
    return inner
  }

  #inside(name: string, outer: readonly ScopeType[]): Surroundings {
    const here = this.scopeTypes(name)
    // A misplaced scope has been reported; its contents are checked as in its proper place.
    const types = here.length > 0 || !this.known ? here : this.registry.scopesNamed(name)
    return new Surroundings(this.registry, types, outer)
  }
}

import type { Document } from '../../../grammar/index.js'
import type { OptionType, Registry, ScopeType } from '../../schema/types.js'
import type { ScopeView } from '../../syntax/index.js'
import { isLeftOpen } from '../engine/left-open.js'
import { possibleScopes } from './possible-scopes.js'

/**
 * What may stand at a place: that of the scope it is in. Of a fragment nobody knows the scope, so
 * it may be one of several kinds, and what one of them has is right.
 */
export class Surroundings {
  // By names as they are written: a large file has few of them.
  readonly #options = new Map<string, readonly OptionType[]>()
  readonly #scopes = new Map<string, readonly ScopeType[]>()
  readonly #closed = new Map<string, Surroundings>()

  /**
   * @param types the kinds of scope that this place may be in; empty when the product knows none,
   *   so that nothing can be said about what stands here
   * @param outer the kinds of scope around stanzas that were left open: what belongs there may
   *   stand here, since the missing brace has been reported
   */
  constructor(
    readonly registry: Registry,
    readonly types: readonly ScopeType[],
    readonly outer: readonly ScopeType[] = [],
    /** Whether what belongs elsewhere may stand here: the scope that it is in may be another one. */
    readonly doubtful = false,
  ) {}

  static global(registry: Registry): Surroundings {
    return new Surroundings(registry, [registry.global])
  }

  /** Those of a text that may be the inside of any stanza. */
  static ofFragment(document: Document, registry: Registry): Surroundings {
    return new Surroundings(registry, possibleScopes(document, registry))
  }

  /** The same, for a statement of which nobody can tell whether it stands in this scope. */
  inDoubt(): Surroundings {
    return new Surroundings(this.registry, this.types, this.outer, true)
  }

  get known(): boolean {
    return this.types.length > 0
  }

  /** Two equal ones allow the same. */
  get key(): string {
    const ids = (types: readonly ScopeType[]) => types.map(({ id }) => id).join(' ')
    return [ids(this.types), ids(this.outer), this.doubtful].join('\n')
  }

  /** ` in scope Esmtp_Listener`; empty when there are several kinds of it. */
  get inScope(): string {
    const [first, ...others] = this.types
    if (first === undefined) return ''
    const isClear =
      first.id === 'global' || others.every(({ display }) => display === first.display)
    return isClear ? ` in scope ${first.display}` : ''
  }

  /** What the product knows of an option that stands here, once for each kind; empty for none. */
  optionTypes(name: string): readonly OptionType[] {
    let known = this.#options.get(name)
    if (known === undefined) {
      const lower = name.toLowerCase()
      known = [...this.types, ...this.outer].flatMap(({ options }) => options.get(lower) ?? [])
      this.#options.set(name, known)
    }
    return known
  }

  /** What the product knows of a scope that stands here, once for each kind; empty for none. */
  scopeTypes(name: string): readonly ScopeType[] {
    let known = this.#scopes.get(name)
    if (known === undefined) {
      const lower = name.toLowerCase()
      known = [...this.types, ...this.outer].flatMap(({ scopes }) => scopes.get(lower) ?? [])
      this.#scopes.set(name, known)
    }
    return known
  }

  /** The surroundings of what stands in a stanza that stands here. */
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
    // A scope in the wrong place has been reported; inside it is what it is elsewhere.
    const types = here.length > 0 || !this.known ? here : this.registry.scopesNamed(name)
    return new Surroundings(this.registry, types, outer)
  }
}

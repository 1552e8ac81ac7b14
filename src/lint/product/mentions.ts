import type { Configuration, Inclusion, Scope } from '../../config/index.js'
import { lowerCase } from '../../config/merging/lower-case.js'
import { BROKEN, NodeKind, OptionView, ScopeView, type SyntaxTree } from '../../syntax/index.js'
import { statementsOf } from '../engine/statements.js'

/**
 * Which scopes set an option, and which scopes of a name there are at any depth. One pass over the
 * texts finds them all, so that a large configuration is not merged as a whole to look for options
 * that few scopes have.
 */
export class Mentions {
  readonly #options = new Map<string, Set<Scope>>()
  readonly #scopes = new Map<string, Set<Scope>>()
  readonly #configuration: Configuration

  /** @param names in lower case; others are not found */
  constructor(configuration: Configuration, names: ReadonlySet<string>) {
    this.#configuration = configuration
    const written = [...names].filter((name) => statementsOf(configuration).hasName(name))
    if (written.length === 0) return
    const wanted = new Set(written)
    for (const inclusion of [...configuration.inclusions, ...configuration.changes]) {
      this.#read(inclusion, wanted)
    }
  }

  /** The scopes that set an option, in the order of reading. @param option in lower case */
  scopesWith(option: string): Scope[] {
    const found = this.#options.get(option) ?? []
    return [...found].filter((scope) => scope.options.get(option)?.at(-1) !== undefined)
  }

  /** The scopes of a name, in the order of reading. @param name in lower case */
  scopesNamed(name: string): readonly Scope[] {
    return [...(this.#scopes.get(name) ?? [])]
  }

  #read(inclusion: Inclusion, wanted: ReadonlySet<string>): void {
    const { document } = inclusion.file
    const { tree } = document
    const statements = statementsOf(this.#configuration)
    const numbers = statements.of(document)
    const isWanted = new Map<number, boolean>()
    const places = new Places(this.#configuration, inclusion)
    const open: number[] = []
    for (let node = 1; node < tree.count; node++) {
      const kind = (tree.kind[node] as number) & ~BROKEN
      if (kind !== NodeKind.Option && kind !== NodeKind.Scope) continue
      while (open.length > 0 && (tree.next[open.at(-1) as number] as number) <= node) open.pop()
      const number = numbers[node] as number
      if (number >= 0) {
        const name = statements.nameOf(number)
        let known = isWanted.get(name)
        if (known === undefined) {
          known = wanted.has(nameAt(tree, node, kind))
          isWanted.set(name, known)
        }
        if (known) this.#add(tree, node, kind, open, places)
      }
      if (kind === NodeKind.Scope) open.push(node)
    }
  }

  #add(
    tree: SyntaxTree,
    node: number,
    kind: number,
    open: readonly number[],
    places: Places,
  ): void {
    const scope = places.scopeOf(kind === NodeKind.Option ? open : [...open, node])
    if (scope === undefined) return
    const found = kind === NodeKind.Option ? this.#options : this.#scopes
    const name = nameAt(tree, node, kind)
    const scopes = found.get(name)
    if (scopes === undefined) found.set(name, new Set([scope]))
    else scopes.add(scope)
  }
}

/** The merged scopes of the stanzas of one inclusion. */
class Places {
  readonly #known = new Map<number, Scope | undefined>()
  readonly #outermost: Scope | undefined

  constructor(
    { root }: Configuration,
    private readonly inclusion: Inclusion,
  ) {
    this.#outermost = inclusion.within.reduce<Scope | undefined>(
      (scope, { name, instance }) => scope?.child(name, instance),
      root,
    )
  }

  /** @param stanzas the nodes of the stanzas around a statement, the outermost first */
  scopeOf(stanzas: readonly number[]): Scope | undefined {
    let scope = this.#outermost
    for (const node of stanzas) {
      if (!this.#known.has(node)) {
        const view = new ScopeView(this.inclusion.file.document.tree, node)
        this.#known.set(node, scope?.child(view.name, view.instance?.value))
      }
      scope = this.#known.get(node)
    }
    return scope
  }
}

function nameAt(tree: SyntaxTree, node: number, kind: number): string {
  const view = kind === NodeKind.Option ? new OptionView(tree, node) : new ScopeView(tree, node)
  return lowerCase(view.name)
}

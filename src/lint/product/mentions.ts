import type { Configuration, Inclusion, Scope } from '../../config/index.js'
import { lowerCase } from '../../config/merging/lower-case.js'
import { BROKEN, NodeKind, OptionView, ScopeView, type SyntaxTree } from '../../syntax/index.js'
import { statementsOf } from '../engine/statements.js'

/** A stanza, within another one or within none. */
interface Stanza {
  readonly node: number
  readonly outer: Stanza | undefined
}

/** A statement with a name that is asked for: in which inclusion, and in or of which stanza it is. */
interface Mention {
  readonly places: Places
  readonly stanza: Stanza | undefined
}

/**
 * Which scopes set an option, and which scopes of a name there are at any depth. One pass over the
 * texts finds the statements of all names; their scopes are merged when a name is asked for, so that a
 * large configuration is not merged as a whole to look for options that few scopes have.
 */
export class Mentions {
  readonly #options = new Map<string, Mention[]>()
  readonly #scopes = new Map<string, Mention[]>()
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
  *scopesWith(option: string): Generator<Scope> {
    for (const scope of scopesOf(this.#options.get(option))) {
      if (scope.options.get(option)?.at(-1) !== undefined) yield scope
    }
  }

  /** The scopes of a name, in the order of reading. @param name in lower case */
  scopesNamed(name: string): Generator<Scope> {
    return scopesOf(this.#scopes.get(name))
  }

  #read(inclusion: Inclusion, wanted: ReadonlySet<string>): void {
    const { document } = inclusion.file
    const { tree } = document
    const statements = statementsOf(this.#configuration)
    const numbers = statements.of(document)
    const wantedNames = new Map<number, string | undefined>()
    const places = new Places(this.#configuration, inclusion)
    let stanza: Stanza | undefined
    for (let node = 1; node < tree.count; node++) {
      const kind = (tree.kind[node] as number) & ~BROKEN
      if (kind !== NodeKind.Option && kind !== NodeKind.Scope) continue
      while (stanza !== undefined && (tree.next[stanza.node] as number) <= node) {
        stanza = stanza.outer
      }
      if (kind === NodeKind.Scope) stanza = { node, outer: stanza }
      const number = numbers[node] as number
      if (number < 0) continue
      const key = statements.nameOf(number)
      let name = wantedNames.get(key)
      if (name === undefined && !wantedNames.has(key)) {
        const written = nameAt(tree, node, kind)
        name = wanted.has(written) ? written : undefined
        wantedNames.set(key, name)
      }
      if (name !== undefined) this.#add(name, kind, { places, stanza })
    }
  }

  #add(name: string, kind: number, mention: Mention): void {
    const found = kind === NodeKind.Option ? this.#options : this.#scopes
    const mentions = found.get(name)
    if (mentions === undefined) found.set(name, [mention])
    else mentions.push(mention)
  }
}

/** The scopes of mentions, each once, merged as they are asked for. */
function* scopesOf(mentions: readonly Mention[] = []): Generator<Scope> {
  const known = new Set<Scope>()
  for (const { places, stanza } of mentions) {
    const scope = places.scopeOf(stanza)
    if (scope === undefined || known.has(scope)) continue
    known.add(scope)
    yield scope
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

  scopeOf(stanza: Stanza | undefined): Scope | undefined {
    if (stanza === undefined) return this.#outermost
    const { node, outer } = stanza
    if (!this.#known.has(node)) {
      const view = new ScopeView(this.inclusion.file.document.tree, node)
      this.#known.set(node, this.scopeOf(outer)?.child(view.name, view.instance?.value))
    }
    return this.#known.get(node)
  }
}

function nameAt(tree: SyntaxTree, node: number, kind: number): string {
  const view = kind === NodeKind.Option ? new OptionView(tree, node) : new ScopeView(tree, node)
  return lowerCase(view.name)
}

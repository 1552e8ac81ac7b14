import { LAYERS } from '../model/model.js'
import { Query } from './query.js'
import type { Origin, ViewState } from './state.js'
import type { Tree } from './tree.js'

/** What a row of the tree shows. */
export const SCOPE = 0
export const OPTION = 1
export const FINDING = 2
export const INHERITED = 3
export const DEFAULT = 4

/** How many rows are made at most: nobody looks at more, and no browser shows them. */
const MOST_ROWS = 500_000

/** The rows of a tree, as columns. */
export class Rows {
  readonly kind: number[] = []
  /** The scope, option or finding; of what is inherited the option that it comes from, else the entry. */
  readonly id: number[] = []
  /** The scope that a row stands in; of a scope the scope itself. */
  readonly scope: number[] = []
  readonly level: number[] = []
  /** The place of a row among those with the same parent, and how many they are, both from 1. */
  readonly position: number[] = []
  readonly size: number[] = []
  isCut = false

  get count(): number {
    return this.kind.length
  }

  /** The row of a scope or an option; -1 when it is not there. */
  find(kind: number, id: number, scope?: number): number {
    for (let row = 0; row < this.count; row++) {
      if (this.kind[row] !== kind || this.id[row] !== id) continue
      if (scope === undefined || this.scope[row] === scope) return row
    }
    return -1
  }

  /** The row of what a row stands in; -1 for the first. */
  parentOf(row: number): number {
    const level = this.level[row] as number
    let at = row - 1
    while (at >= 0 && (this.level[at] as number) >= level) at--
    return at
  }
}

/** Which scopes are open; what is not said is open where there are filters, and closed else. */
export type Open = Pick<ReadonlyMap<number, boolean>, 'get'>

const BADGES: readonly Origin[] = ['built in', 'main', 'included', 'overlay', 'local', 'main']

/** Where the value of a definition comes from, as its badge says it. */
export function originOf(layer: number): Origin {
  return BADGES[layer] ?? 'main'
}

if (BADGES.length !== LAYERS.length) throw new Error('each layer has a badge')

/** Whether anything is left out of the tree. */
export function isFiltered(state: ViewState): boolean {
  const { query, only, findings, origins, file } = state
  return query.trim() !== '' || only.length + findings.length + origins.length > 0 || file !== ''
}

/** The rows of a tree that a state asks for. @param changed the options that differ from before */
export function rowsOf(
  tree: Tree,
  state: ViewState,
  open: Open,
  changed: ReadonlySet<number> = new Set(),
): Rows {
  return new Builder(tree, state, open, changed).rows
}

class Builder {
  readonly rows = new Rows()
  readonly #filtered: boolean
  readonly #query: Query
  readonly #file: number
  readonly #origins: ReadonlySet<Origin>
  /** What the product has by itself is shown with its defaults, or when it is asked for. */
  readonly #hidesBuiltIn: boolean
  /** By level, the rows that wait for the number of their siblings. */
  readonly #siblings: number[][] = []

  constructor(
    readonly tree: Tree,
    readonly state: ViewState,
    readonly open: Open,
    readonly changed: ReadonlySet<number>,
  ) {
    this.#filtered = isFiltered(state)
    this.#query = new Query(tree, state.query)
    this.#file = tree.model.files.findIndex(({ name }) => name === state.file)
    this.#origins = new Set(state.origins)
    this.#hidesBuiltIn = state.shown !== 'all' && !this.#origins.has('built in')
    const wanted = this.#filtered ? this.#wanted() : undefined
    if (wanted !== undefined && wanted[0] !== 1) return
    this.#addScope(0, wanted)
    this.#finishSiblings(0)
  }

  /** By scope, whether anything in it is shown. */
  #wanted(): Uint8Array {
    const { tree } = this
    const wanted = new Uint8Array(tree.scopeCount)
    for (let scope = tree.scopeCount - 1; scope >= 0; scope--) {
      const isWanted = wanted[scope] === 1 || this.#hasScope(scope) || this.#hasAny(scope)
      if (!isWanted) continue
      wanted[scope] = 1
      const parent = tree.parent(scope)
      if (parent !== -1) wanted[parent] = 1
    }
    return wanted
  }

  /** Whether a scope is shown for itself. */
  #hasScope(scope: number): boolean {
    if (this.#hidesBuiltIn && this.tree.isBuiltIn(scope)) return false
    const { only, findings, origins, file } = this.state
    if (findings.length > 0) {
      return (
        only.length === 0 && this.#query.hasScope(scope) && this.#findingsOfScope(scope).length > 0
      )
    }
    if (only.length + origins.length > 0) return false
    if (file !== '') return this.#query.hasScope(scope) && this.#hasStanza(scope)
    return !this.#query.isEmpty && this.#query.hasScope(scope)
  }

  #hasStanza(scope: number): boolean {
    const stanzas = this.tree.model.scopes.stanzas[scope] ?? []
    return stanzas.some((each, index) => index % 2 === 0 && each === this.#file)
  }

  #hasAny(scope: number): boolean {
    const { firstOption } = this.tree
    const end = firstOption[scope + 1] as number
    for (let option = firstOption[scope] as number; option < end; option++) {
      if (this.#hasOption(option)) return true
    }
    if (!this.#showsOthers()) return false
    const inherited = this.tree.inherited(scope)
    if (inherited.some(({ source }) => this.#hasInherited(scope, source))) return true
    if (this.state.shown !== 'all') return false
    return this.tree.defaults(scope, inherited).some((entry) => this.#hasDefault(scope, entry))
  }

  /** Whether values that a scope does not set can be shown at all. */
  #showsOthers(): boolean {
    const { shown, only, findings } = this.state
    return shown !== 'set' && only.length + findings.length === 0
  }

  #hasOption(option: number): boolean {
    if (this.#hidesBuiltIn && this.tree.isImplicit(option)) return false
    if (!this.#filtered) return true
    const { tree, state } = this
    const { only, findings } = state
    if (only.includes('overridden') && !tree.isOverridden(option)) return false
    if (only.includes('secrets') && !tree.isSecret(option)) return false
    if (only.includes('changed') && !this.changed.has(option)) return false
    if (findings.length > 0 && this.#findingsOfOption(option).length === 0) return false
    if (this.#origins.size > 0 && !this.#origins.has(originOf(tree.layer(tree.winner(option))))) {
      return false
    }
    if (state.file !== '' && !this.#isIn(option)) return false
    return this.#query.isEmpty || this.#query.hasOption(option)
  }

  /** Whether any definition of an option stands in the file that is asked for. */
  #isIn(option: number): boolean {
    const { tree } = this
    const end = tree.firstDefinition[option + 1] as number
    for (let each = tree.firstDefinition[option] as number; each < end; each++) {
      if (tree.place(each).file === this.#file) return true
    }
    return false
  }

  #hasInherited(scope: number, source: number): boolean {
    if (!this.#filtered) return true
    if (this.#origins.size > 0 && !this.#origins.has('fallback')) return false
    if (this.state.file !== '' && !this.#isIn(source)) return false
    return this.#query.isEmpty || this.#query.hasInherited(scope, source)
  }

  #hasDefault(scope: number, entry: number): boolean {
    if (!this.#filtered) return true
    if (this.state.file !== '') return false
    if (this.#origins.size > 0 && !this.#origins.has('default')) return false
    const list = this.tree.listOf(scope)
    const [name, value] = [list?.name[entry] ?? -1, list?.default[entry] ?? -1]
    return this.#query.isEmpty || this.#query.hasDefault(scope, name, value)
  }

  #findingsOfOption(option: number): readonly number[] {
    return this.#ofSeverity(this.tree.findingsOfOption(option))
  }

  #findingsOfScope(scope: number): readonly number[] {
    return this.#ofSeverity(this.tree.findingsOfScope(scope))
  }

  #ofSeverity(findings: readonly number[]): readonly number[] {
    const wanted = this.state.findings
    if (wanted.length === 0 || findings.length === 0) return findings
    return findings.filter((each) => wanted.includes(this.tree.finding(each).severity))
  }

  #addScope(scope: number, wanted: Uint8Array | undefined): void {
    const { tree } = this
    const level = (tree.depth[scope] as number) + 1
    this.#add(SCOPE, scope, scope, level)
    if (!(this.open.get(scope) ?? (wanted !== undefined || scope === 0))) return
    if (!this.#filtered || this.#hasScope(scope)) {
      for (const each of this.#findingsOfScope(scope)) this.#add(FINDING, each, scope, level + 1)
    }
    const end = tree.firstOption[scope + 1] as number
    for (let option = tree.firstOption[scope] as number; option < end; option++) {
      if (!this.#hasOption(option)) continue
      this.#add(OPTION, option, scope, level + 1)
      for (const each of this.#findingsOfOption(option)) this.#add(FINDING, each, scope, level + 1)
    }
    if (this.#showsOthers()) this.#addOthers(scope, level + 1)
    for (
      let inner = scope + 1;
      inner < (tree.end[scope] as number);
      inner = tree.end[inner] as number
    ) {
      if (this.rows.isCut) break
      const isWanted =
        wanted === undefined
          ? !this.#hidesBuiltIn || !this.tree.isBuiltIn(inner)
          : wanted[inner] === 1
      if (isWanted) this.#addScope(inner, wanted)
    }
    this.#finishSiblings(level)
  }

  #addOthers(scope: number, level: number): void {
    const inherited = this.tree.inherited(scope)
    for (const { source } of inherited) {
      if (this.#hasInherited(scope, source)) this.#add(INHERITED, source, scope, level)
    }
    if (this.state.shown !== 'all') return
    for (const entry of this.tree.defaults(scope, inherited)) {
      if (this.#hasDefault(scope, entry)) this.#add(DEFAULT, entry, scope, level)
    }
  }

  #add(kind: number, id: number, scope: number, level: number): void {
    const { rows } = this
    if (rows.count >= MOST_ROWS) {
      rows.isCut = true
      return
    }
    const siblings = this.#siblings[level - 1] ?? []
    this.#siblings[level - 1] = siblings
    siblings.push(rows.count)
    rows.kind.push(kind)
    rows.id.push(id)
    rows.scope.push(scope)
    rows.level.push(level)
    rows.position.push(siblings.length)
    rows.size.push(0)
  }

  /** Tells the rows of a level how many they are, when no other will join them. */
  #finishSiblings(index: number): void {
    const siblings = this.#siblings[index] ?? []
    for (const row of siblings) this.rows.size[row] = siblings.length
    this.#siblings[index] = []
  }
}

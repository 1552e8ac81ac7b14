import type { ScopeType } from '../../schema/types.js'
import {
  BROKEN,
  NodeKind,
  OptionView,
  ScopeView,
  type SyntaxTree,
  TokenKind,
} from '../../syntax/index.js'
import { Body, eachStatement, type Reading, WrittenDefinition } from '../loading/reading.js'
import type { Definition, Stanza } from '../model.js'
import { type ScopePath, stepOf } from './change.js'
import { instanceKey } from './identity.js'
import type { LookupScope } from './lookup-scope.js'
import { lowerCase } from './lower-case.js'
import { ScopeGroup } from './scope-group.js'

/**
 * A scope of the merged configuration. Its contents are collected when they are first needed, so
 * that a look-up only costs the scopes on its path.
 */
export class MergedScope implements LookupScope {
  #options: ReadonlyMap<string, Definition[]> | undefined
  #groups: ReadonlyMap<string, ScopeGroup<MergedScope>> | undefined
  #scopes: readonly MergedScope[] = NO_SCOPES
  #path: ScopePath | undefined

  private constructor(
    readonly type: ScopeType | undefined,
    readonly name: string,
    readonly instance: string | undefined,
    readonly parent: MergedScope | undefined,
    readonly bodies: Body[],
  ) {}

  /** The Global scope of some texts, in their order. */
  static global(type: ScopeType | undefined, readings: readonly Reading[]): MergedScope {
    const bodies = readings.map((reading) => new Body(reading, 0))
    return new MergedScope(type, 'Global', undefined, undefined, bodies)
  }

  get path(): ScopePath {
    this.#path ??= this.parent === undefined ? [] : [...this.parent.path, stepOf(this)]
    return this.#path
  }

  get stanzas(): readonly Stanza[] {
    return this.parent === undefined ? [] : this.bodies
  }

  get options(): ReadonlyMap<string, readonly Definition[]> {
    this.#options ??= this.#collectOptions()
    return this.#options
  }

  get scopes(): readonly MergedScope[] {
    this.#groups ??= this.#collectScopes()
    return this.#scopes
  }

  child(name: string, instance?: string): MergedScope | undefined {
    return this.group(lowerCase(name))?.get(instance)
  }

  scopesNamed(name: string): readonly MergedScope[] {
    return this.group(lowerCase(name))?.scopes ?? []
  }

  /** The inner scopes of a name, which must be in lower case. */
  group(lowerName: string): ScopeGroup<MergedScope> | undefined {
    this.#groups ??= this.#collectScopes()
    return this.#groups.get(lowerName)
  }

  #collectOptions(): ReadonlyMap<string, Definition[]> {
    const options = new Map<string, Definition[]>()
    const collect = (reading: Reading, node: number) => {
      const { tree } = reading
      const view = new OptionView(tree, node)
      if (isBroken(tree, node) && (!hasName(view) || view.value === undefined)) return
      const name = lowerCase(view.name)
      const definition = new WrittenDefinition(reading, node)
      const known = options.get(name)
      if (known === undefined) options.set(name, [definition])
      else known.push(definition)
    }
    for (const body of this.bodies) {
      eachStatement(body.reading, body.index, NodeKind.Option, collect)
    }
    return options
  }

  #collectScopes(): ReadonlyMap<string, ScopeGroup<MergedScope>> {
    const groups = new Map<string, ScopeGroup<MergedScope>>()
    const scopes: MergedScope[] = []
    const collect = (reading: Reading, node: number) => {
      const view = new ScopeView(reading.tree, node)
      if (isBroken(reading.tree, node) && !hasName(view)) return
      const written = view.name
      const name = lowerCase(written)
      const instance = view.instance?.value
      let group = groups.get(name)
      if (group === undefined) {
        group = new ScopeGroup(name)
        groups.set(name, group)
      }
      const key = instance === undefined ? undefined : instanceKey(name, instance)
      const known = group.getByKey(key)
      if (known !== undefined) {
        known.bodies.push(new Body(reading, node))
        return
      }
      const type = this.type?.scopes.get(name)
      const bodies = [new Body(reading, node)]
      const display = type?.display ?? written
      const scope = new MergedScope(type, display, instance, this, bodies)
      group.add(key, scope)
      scopes.push(scope)
    }
    for (const body of this.bodies) {
      eachStatement(body.reading, body.index, NodeKind.Scope, collect)
    }
    if (scopes.length === 0) return NO_GROUPS
    this.#scopes = scopes
    return groups
  }
}

function isBroken(tree: SyntaxTree, node: number): boolean {
  return ((tree.kind[node] as number) & BROKEN) !== 0
}

/** Whether a statement, even a broken one, begins with a name. */
function hasName({ nameToken }: OptionView | ScopeView): boolean {
  return nameToken.kind === TokenKind.Word || nameToken.kind === TokenKind.String
}

/** Shared by all scopes without inner scopes, which are most scopes of a large configuration. */
const NO_SCOPES: readonly MergedScope[] = []
const NO_GROUPS: ReadonlyMap<string, ScopeGroup<MergedScope>> = new Map()

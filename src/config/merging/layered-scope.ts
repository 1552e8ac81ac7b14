import type { ScopeType } from '../../schema/types.js'
import type { Definition, Stanza } from '../model.js'
import { type ScopePath, stepOf } from './change.js'
import { instanceKey, stepKey } from './identity.js'
import type { LookupGroup, LookupScope, UnmatchedScope } from './lookup-scope.js'
import { lowerCase } from './lower-case.js'
import type { MergedScope } from './merged-scope.js'
import type { Removals } from './removals.js'
import { ScopeGroup } from './scope-group.js'

/** The layers of a configuration, each merged by itself; later ones override earlier ones. */
export interface Layers<T = MergedScope> {
  /** Settings that the product has without any file. */
  readonly implicit?: T | undefined
  readonly files?: T | undefined
  /** Changes in memory. */
  readonly changes?: T | undefined
}

const NAMES = ['implicit', 'files', 'changes'] as const

/**
 * A scope that several layers may have. The layers are not merged: each is asked in turn, so a
 * look-up after a change takes time for the change and the scope path, whatever the size of the
 * files.
 */
export class LayeredScope implements LookupScope {
  readonly type: ScopeType | undefined
  readonly name: string
  readonly instance: string | undefined
  /** Equal for the same scope in two configurations. */
  readonly key: string
  readonly #groups = new Map<string, LayeredGroup | undefined>()
  #options: ReadonlyMap<string, readonly Definition[]> | undefined
  #scopes: readonly LayeredScope[] | undefined
  #path: ScopePath | undefined

  private constructor(
    readonly layers: Layers,
    first: MergedScope,
    readonly removals: Removals,
    readonly parent: LayeredScope | undefined,
  ) {
    this.type = first.type
    this.name = first.name
    this.instance = first.instance
    this.key = parent === undefined ? '' : parent.key + stepKey(stepOf(first))
  }

  /** The Global scope of some layers. */
  static global(
    layers: Layers & { readonly files: MergedScope },
    removals: Removals,
  ): LayeredScope {
    return new LayeredScope(layers, layers.files, removals, undefined)
  }

  /** A scope inside another one; undefined when no layer has it. */
  static inside(parent: LayeredScope, layers: Layers): LayeredScope | undefined {
    const first = layers.implicit ?? layers.files ?? layers.changes
    return first && new LayeredScope(layers, first, parent.removals, parent)
  }

  get path(): ScopePath {
    this.#path ??= this.parent === undefined ? [] : [...this.parent.path, stepOf(this)]
    return this.#path
  }

  get stanzas(): readonly Stanza[] {
    return NAMES.flatMap((name) => this.layers[name]?.stanzas ?? [])
  }

  get options(): ReadonlyMap<string, readonly Definition[]> {
    this.#options ??= this.#collectOptions()
    return this.#options
  }

  get scopes(): readonly LayeredScope[] {
    this.#scopes ??= this.#collectScopes()
    return this.#scopes
  }

  child(name: string, instance?: string): LayeredScope | undefined {
    return this.group(lowerCase(name))?.get(instance)
  }

  scopesNamed(name: string): readonly LayeredScope[] {
    return this.group(lowerCase(name))?.scopes ?? []
  }

  group(lowerName: string): LayeredGroup | undefined {
    if (!this.#groups.has(lowerName)) {
      const groups = mapLayers(this.layers, (scope) => scope.group(lowerName))
      const isThere = NAMES.some((name) => groups[name] !== undefined)
      this.#groups.set(lowerName, isThere ? new LayeredGroup(this, lowerName, groups) : undefined)
    }
    return this.#groups.get(lowerName)
  }

  #collectOptions(): ReadonlyMap<string, readonly Definition[]> {
    const hidden = this.removals.optionsOf(this.key)
    const layers = NAMES.filter((name) => (this.layers[name]?.options.size ?? 0) > 0)
    const [only, ...others] = layers
    if (only === undefined) return NO_OPTIONS
    if (others.length === 0 && (only !== 'files' || hidden.size === 0)) {
      return this.layers[only]?.options ?? NO_OPTIONS
    }
    const options = new Map<string, readonly Definition[]>()
    for (const layer of layers) {
      for (const [name, definitions] of this.layers[layer]?.options ?? []) {
        if (layer === 'files' && hidden.has(name)) continue
        const known = options.get(name)
        options.set(name, known === undefined ? definitions : [...known, ...definitions])
      }
    }
    return options
  }

  #collectScopes(): readonly LayeredScope[] {
    const scopes = new Set<LayeredScope>()
    for (const layer of NAMES) {
      for (const scope of this.layers[layer]?.scopes ?? []) {
        const here = this.child(scope.name, scope.instance)
        if (here?.layers[layer] === scope) scopes.add(here)
      }
    }
    return [...scopes]
  }
}

const NO_OPTIONS: ReadonlyMap<string, readonly Definition[]> = new Map()

function mapLayers<T, U>(layers: Layers<T>, of: (layer: T) => U | undefined): Layers<U> {
  const { implicit, files, changes } = layers
  return {
    implicit: implicit && of(implicit),
    files: files && of(files),
    changes: changes && of(changes),
  }
}

/** The scopes of one name in a scope with several layers. */
class LayeredGroup implements LookupGroup {
  readonly #byKey = new Map<string | undefined, LayeredScope | undefined>()
  #scopes: readonly LayeredScope[] | undefined
  #whole: ScopeGroup<LayeredScope> | undefined

  /** @param name in lower case */
  constructor(
    readonly outer: LayeredScope,
    readonly name: string,
    readonly layers: Layers<ScopeGroup<MergedScope>>,
  ) {}

  get scopes(): readonly LayeredScope[] {
    this.#scopes ??= this.#fromLayers(({ scopes }) => scopes)
    return this.#scopes
  }

  get(instance: string | undefined): LayeredScope | undefined {
    const key = instance === undefined ? undefined : instanceKey(this.name, instance)
    if (!this.#byKey.has(key)) this.#byKey.set(key, this.#inside(key, instance))
    return this.#byKey.get(key)
  }

  matching(instance: string | undefined): readonly LayeredScope[] {
    // Networks of several layers must be sorted by prefix; there are few of them.
    const isInOrder = this.name !== 'peer' || this.#layerCount() === 1
    if (!isInOrder) return this.#asOne().matching(instance)
    const exact = this.get(instance)
    const all = this.#fromLayers((group) => group.matching(instance))
    return exact === undefined ? all : [exact, ...all.filter((scope) => scope !== exact)]
  }

  unmatched(instance: string | undefined): readonly UnmatchedScope[] {
    return NAMES.flatMap((layer) =>
      (this.layers[layer]?.unmatched(instance) ?? []).flatMap(({ scope, why }) => {
        const here = this.get(scope.instance)
        return here?.layers[layer] === scope ? [{ scope: here, why }] : []
      }),
    )
  }

  #inside(key: string | undefined, instance: string | undefined): LayeredScope | undefined {
    const found = mapLayers(this.layers, (group) => group.getByKey(key))
    const { name, outer } = this
    const isGone =
      found.files !== undefined &&
      outer.removals.hidesScope(outer.key + stepKey(stepOf({ name, instance })))
    return LayeredScope.inside(outer, isGone ? { ...found, files: undefined } : found)
  }

  /** Chosen scopes of all layers, each once, in the order of the first layer that has it. */
  #fromLayers(
    chosen: (group: ScopeGroup<MergedScope>) => readonly MergedScope[],
  ): readonly LayeredScope[] {
    const scopes = new Set<LayeredScope>()
    for (const layer of NAMES) {
      const group = this.layers[layer]
      for (const scope of group === undefined ? [] : chosen(group)) {
        const here = this.get(scope.instance)
        if (here?.layers[layer] === scope) scopes.add(here)
      }
    }
    return [...scopes]
  }

  #layerCount(): number {
    return NAMES.filter((name) => this.layers[name] !== undefined).length
  }

  #asOne(): ScopeGroup<LayeredScope> {
    if (this.#whole === undefined) {
      this.#whole = new ScopeGroup(this.name)
      for (const scope of this.scopes) {
        const { instance } = scope
        this.#whole.add(instance && instanceKey(this.name, instance), scope)
      }
    }
    return this.#whole
  }
}

import type { ScopeData } from './data.js'
import { OptionMap } from './option-map.js'
import { implicitSettings as settingsText } from './registry.generated.js'
import { instanceRule } from './rules.js'
import {
  innerScopes,
  lines,
  namesInScopes,
  scopeDescriptions,
  scopeMacros,
  scopeNames,
  scopes,
  scopesByOption,
} from './tables.js'
import type { OptionType, ProductLines, Registry, ScopeType } from './types.js'

let known: Registry | undefined

/** The knowledge of the product, built once, and only as far as it is used. */
export function registry(): Registry {
  known ??= new KnownRegistry()
  return known
}

/**
 * The settings in effect without any configuration, in the configuration language (language spec,
 * last table).
 */
export function implicitSettings(): string {
  return settingsText()
}

class KnownRegistry implements Registry {
  readonly global = new KnownScope(0, undefined, new Map())
  private byName: ReadonlyMap<string, readonly ScopeType[]> | undefined
  private readonly byOption = new Map<string, readonly ScopeType[]>()
  private all: readonly KnownScope[] | undefined

  scopesNamed(name: string): readonly ScopeType[] {
    return this.nameIndex().get(name.toLowerCase()) ?? []
  }

  scopesWithOption(name: string): readonly ScopeType[] {
    const option = name.toLowerCase()
    const known = this.byOption.get(option)
    if (known !== undefined) return known
    const indices = scopesByOption(option)
    // A name like `hook:NAME` stands for many, and only the scopes themselves know which.
    const isOfMany = indices.length === 0 && option.includes(':')
    if (indices.length === 0 && !isOfMany) return NO_SCOPES
    const found = this.scopes().filter(({ index, options }) =>
      isOfMany ? options.has(option) : indices.includes(index),
    )
    if (isOfMany) return found
    this.byOption.set(option, found)
    return found
  }

  optionNames(): Iterable<string> {
    return namesInScopes()
  }

  scopeNames(): Iterable<string> {
    return this.nameIndex().keys()
  }

  private nameIndex(): ReadonlyMap<string, readonly ScopeType[]> {
    this.byName ??= groupedByName(this.scopes().slice(1))
    return this.byName
  }

  /** All kinds of scope at all places, level by level, beginning with Global. */
  private scopes(): readonly KnownScope[] {
    if (this.all === undefined) {
      const scopes = [this.global]
      for (const scope of scopes) scopes.push(...scope.scopes.values())
      this.all = scopes
    }
    return this.all
  }
}

const NO_SCOPES: readonly ScopeType[] = []

function groupedByName(scopes: readonly ScopeType[]): Map<string, ScopeType[]> {
  const groups = new Map<string, ScopeType[]>()
  for (const scope of scopes) {
    const group = groups.get(scope.name)
    if (group === undefined) groups.set(scope.name, [scope])
    else group.push(scope)
  }
  return groups
}

/** The name and the id of the outermost scope; it is not part of other ids. */
const GLOBAL = 'global'

/** The options of each kind of scope, shared by all its places. */
type SharedOptions = Map<number, ReadonlyMap<string, OptionType>>

class KnownScope implements ScopeType {
  readonly id: string
  readonly name: string
  private children: ReadonlyMap<string, KnownScope> | undefined

  constructor(
    readonly index: number,
    parent: ScopeType | undefined,
    private readonly shared: SharedOptions,
  ) {
    this.name = scopeNames()[index] as string
    const isTop = parent === undefined || parent.id === GLOBAL
    this.id = isTop ? this.name : `${parent.id}/${this.name}`
  }

  private get data(): ScopeData {
    return scopes.at(this.index)
  }

  get display(): string {
    return this.data.display
  }
  get instance(): ScopeType['instance'] {
    return this.data.instance
  }
  get instanceType(): string | undefined {
    return instanceRule(this)?.type
  }
  get instanceValidator(): string | undefined {
    return this.data.instanceValue?.toString()
  }
  get module(): boolean {
    return this.data.module
  }
  get optionsUnknown(): boolean {
    return this.data.optionsUnknown === true
  }
  get macros(): readonly string[] {
    return scopeMacros.at(this.index)
  }
  get description(): string | undefined {
    return scopeDescriptions.at(this.index) ?? undefined
  }
  get lines(): ProductLines | undefined {
    return lines.at(this.data.lines)
  }

  get options(): ReadonlyMap<string, OptionType> {
    let options = this.shared.get(this.index)
    if (options === undefined) {
      options = new OptionMap(this.data)
      this.shared.set(this.index, options)
    }
    return options
  }

  get scopes(): ReadonlyMap<string, KnownScope> {
    this.children ??= new Map(
      innerScopes.at(this.index).map((index) => {
        const scope = new KnownScope(index, this, this.shared)
        return [scope.name, scope]
      }),
    )
    return this.children
  }
}

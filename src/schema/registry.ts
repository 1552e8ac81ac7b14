import type { DescriptionData, OptionEntry, ScopeData, ValueRule } from './data.js'
import { DESCRIPTIONS_JSON, IMPLICIT_SETTINGS } from './registry.generated.js'
import { registryData } from './rules.js'
import type { OptionType, ProductLines, Registry, ScopeType } from './types.js'

let known: Registry | undefined

/** Everything that the product knows. Built once, and of that only what is asked for. */
export function registry(): Registry {
  known ??= new KnownRegistry()
  return known
}

/**
 * The settings that are in effect without a line of configuration, in the configuration language
 * (language spec, last table).
 */
export function implicitSettings(): string {
  return IMPLICIT_SETTINGS
}

class KnownRegistry implements Registry {
  readonly global: ScopeType = new KnownScope(0, undefined, new Map())
  private byName: ReadonlyMap<string, readonly ScopeType[]> | undefined
  private byOption: ReadonlyMap<string, readonly ScopeType[]> | undefined

  scopesNamed(name: string): readonly ScopeType[] {
    return this.nameIndex().get(name.toLowerCase()) ?? []
  }

  scopesWithOption(name: string): readonly ScopeType[] {
    return this.optionIndex().get(name.toLowerCase()) ?? []
  }

  optionNames(): Iterable<string> {
    return this.optionIndex().keys()
  }

  scopeNames(): Iterable<string> {
    return this.nameIndex().keys()
  }

  private nameIndex(): ReadonlyMap<string, readonly ScopeType[]> {
    this.byName ??= grouped(this.scopes().slice(1), (scope) => [scope.name])
    return this.byName
  }

  private optionIndex(): ReadonlyMap<string, readonly ScopeType[]> {
    this.byOption ??= grouped(this.scopes(), (scope) => scope.options.keys())
    return this.byOption
  }

  /** All kinds of scopes at all places, Global first: it stands in none. */
  private scopes(): ScopeType[] {
    const scopes = [this.global]
    for (const scope of scopes) scopes.push(...scope.scopes.values())
    return scopes
  }
}

function grouped(
  scopes: readonly ScopeType[],
  keys: (scope: ScopeType) => Iterable<string>,
): Map<string, ScopeType[]> {
  const groups = new Map<string, ScopeType[]>()
  for (const scope of scopes) {
    for (const key of keys(scope)) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [scope])
      else group.push(scope)
    }
  }
  return groups
}

/** The name and id of the outermost scope, which stands in no other id. */
const GLOBAL = 'global'

/** The same options stand in every place of a kind of scope: they are made once. */
type SharedOptions = Map<number, ReadonlyMap<string, OptionType>>

class KnownScope implements ScopeType {
  readonly id: string
  private readonly data: ScopeData
  private children: ReadonlyMap<string, ScopeType> | undefined

  constructor(
    private readonly index: number,
    parent: ScopeType | undefined,
    private readonly shared: SharedOptions,
  ) {
    this.data = registryData().scopes[index] as ScopeData
    const isTop = parent === undefined || parent.id === GLOBAL
    this.id = isTop ? this.data.name : `${parent.id}/${this.data.name}`
  }

  get name(): string {
    return this.data.name
  }
  get display(): string {
    return this.data.display
  }
  get instance(): ScopeType['instance'] {
    return this.data.instance
  }
  get module(): boolean {
    return this.data.module
  }
  get description(): string | undefined {
    return descriptions().scopes[this.index] ?? undefined
  }
  get lines(): ProductLines | undefined {
    return registryData().lines[this.data.lines]
  }

  get options(): ReadonlyMap<string, OptionType> {
    let options = this.shared.get(this.index)
    if (options === undefined) {
      options = new OptionMap(this.data)
      this.shared.set(this.index, options)
    }
    return options
  }

  get scopes(): ReadonlyMap<string, ScopeType> {
    this.children ??= new Map(
      this.data.scopes.map((index) => {
        const scope = new KnownScope(index, this, this.shared)
        return [scope.name, scope]
      }),
    )
    return this.children
  }
}

/** The options of a scope, and those that are found by the prefix of their name. */
class OptionMap extends Map<string, OptionType> {
  private readonly prefixes: ReadonlyMap<string, OptionType>

  constructor({ options, prefixes = {}, fallback }: ScopeData) {
    super(
      options.map((entry) => {
        const option = new KnownOption(entry, fallback)
        return [option.name, option]
      }),
    )
    this.prefixes = new Map(
      Object.entries(prefixes).map(([prefix, index]) => [prefix, new KnownOption(index, fallback)]),
    )
  }

  override get(name: string): OptionType | undefined {
    return super.get(name) ?? this.prefixes.get(name.slice(0, name.indexOf(':') + 1))
  }

  override has(name: string): boolean {
    return this.get(name) !== undefined
  }
}

class KnownOption implements OptionType {
  readonly name: string
  readonly display: string
  readonly type: string
  readonly element: string | undefined
  readonly shape: OptionType['shape']
  readonly words: readonly string[] | undefined
  readonly default: string | undefined
  readonly unit: string | undefined
  readonly nonDynamic: boolean
  readonly secret: boolean
  readonly aliasOf: string | undefined
  readonly fallback: OptionType['fallback']
  readonly lines: ProductLines
  readonly validator: string
  private readonly index: number

  constructor(entry: OptionEntry, fallback: OptionType['fallback']) {
    const here = typeof entry === 'number' ? { option: entry } : entry
    const { values, lines, options } = registryData()
    const data = options[here.option] as (typeof options)[number]
    const rule = values[data.value] as ValueRule
    this.index = here.option
    this.name = data.name
    this.display = data.display ?? data.name
    this.type = rule.type
    this.element = (rule.element ?? rule.entry)?.type
    this.shape = shapeOf(rule)
    const single = rule.scalar ?? rule.element
    this.words = single?.words?.map(String) ?? single?.examples
    this.default = here.default ?? data.default
    this.unit = (single ?? rule.entry)?.unit
    this.nonDynamic = data.nonDynamic === true
    this.secret = data.secret === true
    this.aliasOf = data.aliasOf
    this.fallback = here.fallback ?? fallback
    this.lines = lines[here.lines ?? data.lines] as ProductLines
    this.validator = String(data.value)
  }

  get description(): string | undefined {
    return descriptions().options[this.index] ?? undefined
  }
}

function shapeOf({ scalar, element }: ValueRule): OptionType['shape'] {
  if (scalar !== undefined) return element === undefined ? 'scalar' : 'either'
  return element === undefined ? 'dictionary' : 'array'
}

let texts: DescriptionData | undefined

function descriptions(): DescriptionData {
  texts ??= JSON.parse(DESCRIPTIONS_JSON) as DescriptionData
  return texts
}

import type { OptionType, ScopeType } from '../types.js'

/** What a site's schemas add to a scope that the product has. */
export interface ScopeAdditions {
  readonly options: ReadonlyMap<string, OptionType>
  /** Scopes that the product does not have there. */
  readonly scopes: ReadonlyMap<string, ScopeType>
  /** Additions to scopes that the product has there. */
  readonly inner: ReadonlyMap<string, ScopeAdditions>
}

export function isEmpty({ options, scopes, inner }: ScopeAdditions): boolean {
  return options.size + scopes.size + inner.size === 0
}

/** A scope of the product with a site's additions. */
export class ExtendedScope implements ScopeType {
  readonly id: string
  readonly name: string
  readonly display: string
  readonly instance: ScopeType['instance']
  readonly instanceType: string | undefined
  readonly instanceValidator: string | undefined
  readonly module: boolean
  readonly description: string | undefined
  readonly lines: ScopeType['lines']
  readonly options: ReadonlyMap<string, OptionType>
  readonly scopes: ReadonlyMap<string, ScopeType>
  /** The scopes that this one and those within stand for, by the scope of the product. */
  readonly standsFor = new Map<ScopeType, ScopeType>()

  constructor(known: ScopeType, { options, scopes, inner }: ScopeAdditions) {
    this.id = known.id
    this.name = known.name
    this.display = known.display
    this.instance = known.instance
    this.instanceType = known.instanceType
    this.instanceValidator = known.instanceValidator
    this.module = known.module
    this.description = known.description
    this.lines = known.lines
    this.options = options.size === 0 ? known.options : new AddedOptions(known.options, options)
    this.standsFor.set(known, this)
    const extended = [...inner].flatMap(([name, additions]): [string, ScopeType][] => {
      const scope = known.scopes.get(name)
      if (scope === undefined) return []
      const child = new ExtendedScope(scope, additions)
      for (const [old, now] of child.standsFor) this.standsFor.set(old, now)
      return [[name, child]]
    })
    this.scopes = new Map([...known.scopes, ...scopes, ...extended])
  }
}

/**
 * The options of a scope and those that a site adds or asks more of. The product's own are asked for
 * too: of some their prefix is known, so that a copy would not hold them all.
 */
class AddedOptions implements ReadonlyMap<string, OptionType> {
  constructor(
    private readonly known: ReadonlyMap<string, OptionType>,
    private readonly added: ReadonlyMap<string, OptionType>,
  ) {}

  get size(): number {
    return [...this.keys()].length
  }

  has(name: string): boolean {
    return this.known.has(name) || this.added.has(name)
  }

  get(name: string): OptionType | undefined {
    return this.added.get(name) ?? this.known.get(name)
  }

  *keys(): MapIterator<string> {
    yield* this.known.keys()
    for (const name of this.added.keys()) if (!this.known.has(name)) yield name
  }

  *values(): MapIterator<OptionType> {
    for (const [, option] of this.entries()) yield option
  }

  *entries(): MapIterator<[string, OptionType]> {
    for (const name of this.keys()) yield [name, this.get(name) as OptionType]
  }

  [Symbol.iterator](): MapIterator<[string, OptionType]> {
    return this.entries()
  }

  forEach(
    visit: (option: OptionType, name: string, map: ReadonlyMap<string, OptionType>) => void,
  ): void {
    for (const [name, option] of this) visit(option, name, this)
  }
}

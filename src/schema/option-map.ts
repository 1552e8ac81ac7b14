import type { OptionEntry, ScopeData } from './data.js'
import { KnownOption } from './known-option.js'
import { lines, optionNames } from './tables.js'
import type { OptionType } from './types.js'

/**
 * The options of a scope, by name or by the prefix of the name. Each is made when it is first
 * needed, because Global alone has hundreds.
 */
export class OptionMap implements ReadonlyMap<string, OptionType> {
  private readonly known: ReadonlyMap<string, OptionEntry>
  private readonly made = new Map<string, OptionType>()

  constructor(private readonly scope: ScopeData) {
    const names = optionNames()
    this.known = new Map(
      scope.options.map((entry) => [
        names[typeof entry === 'number' ? entry : entry.option] as string,
        entry,
      ]),
    )
  }

  get size(): number {
    return this.known.size
  }

  has(name: string): boolean {
    return this.entryOf(name) !== undefined
  }

  get(name: string): OptionType | undefined {
    const made = this.made.get(name)
    if (made !== undefined) return made
    const entry = this.entryOf(name)
    if (entry === undefined) return undefined
    const option = new KnownOption(entry, this.scope.fallback, this.#needsRestart)
    this.made.set(name, option)
    return option
  }

  /** Whether every change of the module takes effect only after a restart, in one line at least. */
  get #needsRestart(): boolean {
    return Object.values(lines.at(this.scope.lines)).some(({ restart }) => restart === true)
  }

  private entryOf(name: string): OptionEntry | undefined {
    const known = this.known.get(name)
    const nameFrom = name.indexOf(':') + 1
    // `hook:` without a name after it is not an option.
    if (known !== undefined || nameFrom === name.length) return known
    return this.scope.prefixes?.[name.slice(0, nameFrom)]
  }

  keys(): MapIterator<string> {
    return this.known.keys()
  }

  *values(): MapIterator<OptionType> {
    for (const name of this.known.keys()) yield this.get(name) as OptionType
  }

  *entries(): MapIterator<[string, OptionType]> {
    for (const name of this.known.keys()) yield [name, this.get(name) as OptionType]
  }

  [Symbol.iterator](): MapIterator<[string, OptionType]> {
    return this.entries()
  }

  forEach(visit: (option: OptionType, name: string, map: OptionMap) => void): void {
    for (const [name, option] of this) visit(option, name, this)
  }
}

import type { OptionEntry } from './data.js'
import type { OptionFacts } from './option-facts.js'
import { lines, optionDescriptions, optionFacts, optionNames, options, values } from './tables.js'
import type { OptionType, ProductLines } from './types.js'
import type { ValueRule } from './value-rule.js'

/** An option in a scope, read from the tables. */
export class KnownOption implements OptionType {
  readonly name: string
  readonly display: string
  readonly type: string
  readonly element: string | undefined
  readonly shape: OptionType['shape']
  readonly words: readonly string[] | undefined
  readonly default: string | undefined
  readonly unit: string | undefined
  readonly restart: boolean | undefined
  readonly secret: boolean
  readonly aliasOf: string | undefined
  readonly fallback: OptionType['fallback']
  readonly lines: ProductLines
  readonly range: OptionType['range']
  readonly usualRange: OptionType['usualRange']
  readonly validator: string
  private readonly index: number

  /** @param scopeNeedsRestart whether every change of the scope takes effect only after a restart */
  constructor(entry: OptionEntry, fallback: OptionType['fallback'], scopeNeedsRestart: boolean) {
    const here = typeof entry === 'number' ? { option: entry } : entry
    const data = options.at(here.option)
    const rule = values.at(data.value)
    this.index = here.option
    this.name = optionNames()[here.option] as string
    this.display = data.display ?? this.name
    this.type = rule.type
    this.element = (rule.element ?? rule.entry)?.type
    this.shape = shapeOf(rule)
    const single = rule.scalar ?? rule.element
    this.words = single?.words?.map(String) ?? single?.examples
    this.default = here.default ?? data.default
    this.unit = (single ?? rule.entry)?.unit
    this.restart = scopeNeedsRestart || data.restart
    this.secret = data.secret === true
    this.aliasOf = data.aliasOf
    this.fallback = here.fallback ?? fallback
    this.lines = lines.at(here.lines ?? data.lines)
    this.range = data.range
    this.usualRange = data.usualRange
    this.validator = String(data.value)
  }

  get facts(): OptionFacts {
    return optionFacts.at(this.index)
  }

  get nonDynamic(): boolean {
    return this.restart === true
  }

  get description(): string | undefined {
    return optionDescriptions.at(this.index) ?? undefined
  }
}

function shapeOf({ scalar, element }: ValueRule): OptionType['shape'] {
  if (scalar !== undefined) return element === undefined ? 'scalar' : 'either'
  return element === undefined ? 'dictionary' : 'array'
}

import type { OptionType } from '../types.js'
import type { SchemaPart } from './schema-part.js'

const asks = new WeakMap<OptionType, readonly SchemaPart[]>()

/** The parts of a site's schemas about the value of an option; none for those of the product alone. */
export function asksOf(option: OptionType): readonly SchemaPart[] {
  return asks.get(option) ?? []
}

/** Makes parts of a site's schemas count for an option. */
export function askOf(option: OptionType, parts: readonly SchemaPart[]): OptionType {
  asks.set(option, parts)
  return option
}

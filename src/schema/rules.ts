import { values } from './tables.js'
import type { OptionType, ScopeType } from './types.js'
import type { ScalarRule, ValueRule } from './value-rule.js'

/** The rule for an option's value; undefined when any value is accepted. */
export function ruleOf(option: OptionType | undefined): ValueRule | undefined {
  return option?.validator === undefined ? option?.rule : values.at(+option.validator)
}

/** The rule for the instances of a kind of scope; undefined when any text is allowed. */
export function instanceRule({ instanceValidator }: ScopeType): ValueRule | undefined {
  return instanceValidator === undefined ? undefined : values.at(+instanceValidator)
}

/**
 * The rule for the value of a dictionary key. Known keys compare without case (language spec 2.5).
 */
export function entryRule(rule: ValueRule, key: string): ScalarRule | undefined {
  const known = knownKey(rule, key)
  return known === undefined ? rule.entry : rule.keys?.[known]
}

/** A key in the spelling of the rule if it is known, otherwise as written. */
export function entryKey(rule: ValueRule, key: string): string {
  return knownKey(rule, key) ?? key
}

function knownKey({ keys }: ValueRule, key: string): string | undefined {
  if (keys === undefined) return undefined
  const lower = key.toLowerCase()
  return Object.hasOwn(keys, lower) ? lower : undefined
}

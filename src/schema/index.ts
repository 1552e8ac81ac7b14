export type { JsonObject, JsonValue } from './data.js'
export { toJson } from './json.js'
export type { OptionFacts } from './option-facts.js'
export { implicitSettings, registry } from './registry.js'
export { secretRanges, secretTexts } from './secrets/secrets.js'
export type {
  OptionType,
  ProductLine,
  ProductLines,
  Registry,
  ScopeType,
} from './types.js'
export { isUncertain } from './uncertain.js'
export { type ValueProblem, validate, validateInstance } from './validate.js'
export type {
  ScalarRule,
  ValueRule,
} from './value-rule.js'
export type { FormatName } from './values/index.js'

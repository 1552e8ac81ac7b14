import { DictionaryView, type ScalarView, type ValueView } from '../syntax/index.js'
import type { JsonValue, ScalarRule, ValueRule } from './data.js'
import { valueJson } from './json.js'
import { entryKey, entryRule, ruleOf } from './rules.js'
import { suggestScalar } from './suggest.js'
import type { OptionType } from './types.js'
import { validators } from './validators.generated.js'

/** One thing that is wrong with a value. */
export interface ValueProblem {
  /** Where the wrong part stands: the whole value, or one element of it. */
  readonly start: number
  readonly end: number
  /** What should stand there: `an octal mode such as 0640`. */
  readonly expected: string
  /** What stands there: the decoded text of a scalar, or the form of what is none. */
  readonly given: string
  /** The text that was most likely meant, to replace what stands there. */
  readonly suggestion?: string
}

/** A function as ajv compiles it: it leaves what it found on itself. */
interface Validator {
  (value: JsonValue): boolean
  errors: readonly { readonly instancePath: string }[] | null
}

const MAKERS = validators as unknown as Readonly<Record<string, () => Validator>>
const made: Record<string, Validator> = {}

function validatorNamed(name: string): Validator {
  made[name] ??= (MAKERS[name] as () => Validator)()
  return made[name]
}

/** What is wrong with the value that an option was given; empty when nothing is. */
export function validate(option: OptionType, value: ValueView): readonly ValueProblem[] {
  const rule = ruleOf(option)
  if (rule === undefined || isSurelyValid(rule, value)) return []
  const validator = validatorNamed(rule.validator)
  if (validator(valueJson(rule, value))) return []
  const wrong = new Set((validator.errors ?? []).map(({ instancePath }) => part(instancePath)))
  const problems = [...wrong].flatMap((key) => partProblem(rule, value, key) ?? [])
  return problems.length > 0 ? problems : [problem(value, rule.scalar, rule.expected)]
}

/**
 * Whether a value needs no look at its text: any scalar will do, and it is one. Most values are of
 * this kind, and the schema says the same.
 */
function isSurelyValid(rule: ValueRule, value: ValueView): boolean {
  if (value.type === 'scalar') {
    return rule.scalar === undefined
      ? rule.anyLength === true && isAnyText(rule.element)
      : isAnyText(rule.scalar)
  }
  if (value.type === 'dictionary') return false
  // Without nodes inside, all elements are scalars.
  const isFlat = value.tree.next[value.index] === value.index + 1
  return isFlat && rule.anyLength === true && isAnyText(rule.element)
}

function isAnyText(rule: ScalarRule | undefined): boolean {
  return rule?.as === '' && rule.sure.includes('s')
}

/** The key or index of the element that a path of ajv's leads into; undefined for the whole. */
function part(instancePath: string): string | undefined {
  return instancePath.split('/')[1]?.replaceAll('~1', '/').replaceAll('~0', '~')
}

/** The problem of one element; none when the rule only has words for the whole value. */
function partProblem(
  rule: ValueRule,
  value: ValueView,
  key: string | undefined,
): ValueProblem | undefined {
  if (key === undefined) return undefined
  if (value instanceof DictionaryView) {
    const entry = value.entries.findLast((entry) => entryKey(rule, entry.key) === key)
    const keyRule = entryRule(rule, key)
    if (entry?.value === undefined || keyRule?.expected === undefined) return undefined
    return problem(entry.value, keyRule, keyRule.expected)
  }
  const { element } = rule
  const at = value.type === 'array' ? value.elements[Number(key)] : value
  if (at === undefined || element?.expected === undefined) return undefined
  return problem(at, element, element.expected)
}

function problem(at: ValueView, rule: ScalarRule | undefined, expected: string): ValueProblem {
  const { start, end } = at
  if (at.type !== 'scalar') return { start, end, expected, given: FORMS[at.type] }
  const suggestion = rule && suggestScalar(rule, at as ScalarView)
  const found = { start, end, expected, given: at.value }
  return suggestion === undefined ? found : { ...found, suggestion }
}

const FORMS = { array: 'an array', dictionary: 'a dictionary' } as const

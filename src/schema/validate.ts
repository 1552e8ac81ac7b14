import {
  DictionaryView,
  encodeString,
  needsQuotes,
  type Range,
  type ScalarView,
  type TextEdit,
  type ValueView,
} from '../syntax/index.js'
import type { JsonValue } from './data.js'
import { valueJson } from './json.js'
import type { OptionFacts } from './option-facts.js'
import { entryKey, entryRule, instanceRule, ruleOf } from './rules.js'
import { suggestScalar, whyWrong } from './suggest/suggest.js'
import type { OptionType, ScopeType } from './types.js'
import { validators } from './validators.generated.js'
import type { ScalarRule, ValueRule } from './value-rule.js'
import type { Format, FormatProblem } from './values/format.js'
import { FORMATS } from './values/index.js'

/** A mistake in a value, and its range: the whole value, an element, or a part of the text. */
export interface ValueProblem extends Range {
  /** What is expected: `an octal mode such as 0640`. */
  readonly expected: string
  /** One more sentence about the mistake, without any text that may be secret. */
  readonly reason?: string
  /** The wrong value: the decoded text of a scalar, or the form of another value. */
  readonly given: string
  /** The wrong scalar; undefined when the mistake is not in a scalar. */
  readonly scalar?: ScalarView
  /** The text most likely meant; `edit` writes it. */
  readonly suggestion?: string
  readonly edit?: TextEdit
}

/** A validator compiled by ajv, which stores its errors on itself. */
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

/** The mistakes in an option's value; empty when it is valid. */
export function validate(option: OptionType, value: ValueView): readonly ValueProblem[] {
  // Options that a site declares are checked by the site's schema.
  const rule = option.validator === undefined ? undefined : ruleOf(option)
  return rule === undefined ? [] : new Check(rule, () => option.facts ?? {}).problems(value)
}

/** The mistakes in the name of a scope's instance; empty when it is valid. */
export function validateInstance(scope: ScopeType, instance: ScalarView): readonly ValueProblem[] {
  const rule = instanceRule(scope)
  return rule === undefined ? [] : new Check(rule, () => ({})).problems(instance)
}

/** Checks a value by its rule: first by the schema, then by the formats of its texts. */
class Check {
  constructor(
    private readonly rule: ValueRule,
    private readonly facts: () => OptionFacts,
  ) {}

  problems(value: ValueView): readonly ValueProblem[] {
    const { rule } = this
    const wrong = this.wrongParts(value)
    if (wrong.size === 0) return this.formatProblems(value, wrong)
    const problems = [...wrong].flatMap((key) => this.partProblem(value, key) ?? [])
    return problems.length === 0
      ? [this.problem(value, rule.scalar, rule.expected)]
      : [...problems, ...this.formatProblems(value, wrong)]
  }

  /** The keys and indices that the schema rejects; undefined stands for the whole value. */
  private wrongParts(value: ValueView): ReadonlySet<string | undefined> {
    if (isSurelyValid(this.rule, value)) return NOTHING
    const validator = validatorNamed(this.rule.validator)
    if (validator(valueJson(this.rule, value))) return NOTHING
    return new Set((validator.errors ?? []).map(({ instancePath }) => part(instancePath)))
  }

  /** @param known parts with a known problem */
  private formatProblems(
    value: ValueView,
    known: ReadonlySet<string | undefined>,
  ): readonly ValueProblem[] {
    const { rule } = this
    switch (value.type) {
      case 'scalar':
        return this.formatProblem(value, rule.scalar ?? rule.element)
      case 'array':
        if (rule.element?.format === undefined) return []
        return value.elements.flatMap((element, index) =>
          known.has(String(index)) ? [] : this.formatProblem(element, rule.element),
        )
      case 'dictionary':
        return value.entries.flatMap(({ key, value: entry }) =>
          entry === undefined || known.has(entryKey(rule, key))
            ? []
            : this.formatProblem(entry, entryRule(rule, key)),
        )
    }
  }

  private formatProblem(at: ValueView, rule: ScalarRule | undefined): ValueProblem[] {
    if (rule?.format === undefined || rule.expected === undefined) return []
    if (at.type !== 'scalar') return []
    const found = this.inText(at, rule)
    return found === undefined ? [] : [formatted(at, found, rule.expected)]
  }

  private inText(scalar: ScalarView, rule: ScalarRule): FormatProblem | undefined {
    if (rule.format === undefined) return undefined
    const text = scalar.value
    const lower = text.toLowerCase()
    if (rule.words?.some((word) => String(word).toLowerCase() === lower)) return undefined
    const format: Format = FORMATS[rule.format]
    return format(text, this.facts)
  }

  /** The problem of one element; undefined when the rule describes only the whole value. */
  private partProblem(value: ValueView, key: string | undefined): ValueProblem | undefined {
    const { rule } = this
    if (key === undefined) return undefined
    if (value instanceof DictionaryView) {
      const entry = value.entries.findLast((entry) => entryKey(rule, entry.key) === key)
      const keyRule = entryRule(rule, key)
      if (entry?.value === undefined || keyRule?.expected === undefined) return undefined
      return this.problem(entry.value, keyRule, keyRule.expected)
    }
    const { element } = rule
    const at = value.type === 'array' ? value.elements[Number(key)] : value
    if (at === undefined || element?.expected === undefined) return undefined
    return this.problem(at, element, element.expected)
  }

  private problem(at: ValueView, rule: ScalarRule | undefined, expected: string): ValueProblem {
    const { start, end } = at
    if (at.type !== 'scalar') return { start, end, expected, given: FORMS[at.type] }
    const inText = rule && this.inText(at, rule)
    if (inText !== undefined) return formatted(at, inText, expected)
    const text = rule && suggestScalar(rule, at)
    const reason = rule && whyWrong(rule, at.value)
    const found = { start, end, expected, given: at.value, scalar: at, ...(reason && { reason }) }
    return text === undefined ? found : { ...found, suggestion: text, edit: { start, end, text } }
  }
}

const NOTHING: ReadonlySet<undefined> = new Set()

/**
 * Whether the value is valid for certain, because it is a scalar and the rule allows any. That
 * applies to most values.
 */
function isSurelyValid(rule: ValueRule, value: ValueView): boolean {
  if (value.type === 'scalar') {
    return rule.scalar === undefined
      ? rule.anyLength === true && isAnyText(rule.element)
      : isAnyText(rule.scalar)
  }
  if (value.type === 'dictionary') return false
  // Without inner nodes, all elements are scalars.
  const isFlat = value.tree.next[value.index] === value.index + 1
  return isFlat && rule.anyLength === true && isAnyText(rule.element)
}

function isAnyText(rule: ScalarRule | undefined): boolean {
  return rule?.as === '' && rule.sure.includes('s')
}

/** The key or index of an element in an ajv path; undefined for the whole value. */
function part(instancePath: string): string | undefined {
  return instancePath.split('/')[1]?.replaceAll('~1', '/').replaceAll('~0', '~')
}

/** A format problem as a problem with its range in the file. */
function formatted(scalar: ScalarView, problem: FormatProblem, expected: string): ValueProblem {
  const { value, quoted, text, start, end } = scalar
  const { reason, suggestion: meant } = problem
  // With escapes, offsets in the decoded text are not those in the file.
  const isPlain = (quoted ? text.slice(1, -1) : text) === value
  const isWhole = !isPlain || (problem.start === 0 && problem.end === value.length)
  const from = start + Number(quoted)
  const at = isWhole ? { start, end } : { start: from + problem.start, end: from + problem.end }
  const found = {
    ...at,
    expected,
    given: value,
    scalar,
    ...(reason !== undefined && { reason }),
  }
  if (meant === undefined) return found
  const all = value.slice(0, problem.start) + meant + value.slice(problem.end)
  const inPlace = !isWhole && (quoted ? !/["\\]/.test(meant) : !needsQuotes(all))
  // Text that need not change is not rewritten, because it might hold a secret.
  if (inPlace) return { ...found, suggestion: meant, edit: { ...at, text: meant } }
  const written = quoted || needsQuotes(all) ? encodeString(all) : all
  return { ...found, suggestion: isWhole ? written : meant, edit: { start, end, text: written } }
}

const FORMS = { array: 'an array', dictionary: 'a dictionary' } as const

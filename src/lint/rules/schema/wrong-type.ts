import { secretRanges, type ValueProblem, validate } from '../../../schema/index.js'
import type { OptionType } from '../../../schema/types.js'
import type { ValueView } from '../../../syntax/index.js'
import type { PlacedOption, SchemaRule } from '../../rule.js'
import { excerpt, quoted } from '../../words.js'

/** A value that is not what the option takes (language spec 2.4). */
export const wrongType: SchemaRule = {
  codes: ['schema/wrong-type'],
  option(option, { findings }) {
    const { name, value, types } = option
    const problems = commonProblems(types, value)
    for (const problem of problems) {
      const { start, end, expected, suggestion } = problem
      const isSecret = secretRanges(types[0], name, value).some(
        (secret) => secret.start < end && start < secret.end,
      )
      const meant = suggestion === undefined || isSecret ? '' : ` Did you mean ${suggestion}?`
      findings.report('schema/wrong-type', problem, summary(option, problem, isSecret), {
        detail: `Expected ${expected}.${meant}`,
        fix:
          suggestion === undefined
            ? undefined
            : findings.unsafeFix(`Write ${excerpt(suggestion)}`, { start, end, text: suggestion }),
      })
    }
  },
}

/**
 * The problems of a value that no kind of option here accepts; empty when one does. Kinds share
 * their validators, and each is asked once.
 */
function commonProblems(types: readonly OptionType[], value: ValueView): readonly ValueProblem[] {
  let found: readonly ValueProblem[] | undefined
  const asked = new Set<string | undefined>()
  for (const type of types) {
    if (asked.has(type.validator)) continue
    asked.add(type.validator)
    const problems = validate(type, value)
    if (problems.length === 0) return []
    found ??= problems
  }
  return found ?? []
}

function summary(
  { name, value, types }: PlacedOption,
  { start, end, given }: ValueProblem,
  isSecret: boolean,
): string {
  const isElement = start !== value.start || end !== value.end
  const form = FORMS[value.tree.source.text[start] ?? '']
  // An array may be the right form, and wrong as a whole: too many elements.
  const isWrongForm = form !== undefined && (isElement || !types.some((type) => takes(type, form)))
  if (isWrongForm) {
    return `Option ${quoted(name)} does not take ${given}${isElement ? ' as an element' : ''}`
  }
  const what = form !== undefined || isSecret ? 'value' : `value ${quoted(given)}`
  return `Wrong ${what} for option ${quoted(name)}`
}

type Form = 'array' | 'dictionary'

/** The form of a value that is no scalar, by its first character. */
const FORMS: Readonly<Record<string, Form>> = { '(': 'array', '[': 'dictionary' }

function takes({ shape }: OptionType, form: Form): boolean {
  return shape === form || (shape === 'either' && form === 'array')
}

import {
  isUncertain,
  secretRanges,
  type ValueProblem,
  validate,
  validateInstance,
} from '../../../schema/index.js'
import { meantBy } from '../../../schema/suggest/meant.js'
import type { OptionType } from '../../../schema/types.js'
import type { ValueView } from '../../../syntax/index.js'
import type { FileFindings } from '../../engine/file-findings.js'
import type { PlacedOption, SchemaRule } from '../../engine/rule.js'
import { excerpt, quoted } from '../../names/words.js'
import { commonProblems } from '../../values/common-problems.js'

/** A value that the option does not take (language spec 2.4), or a name that no scope may have. */
export const wrongType: SchemaRule = {
  codes: ['schema/wrong-type'],
  option(option, { findings }) {
    const { name, value, types } = option
    const problems = commonProblems(types, (type) => validate(type, value))
    const isDoubtful = types.every(isUncertain)
    for (const problem of problems) {
      const { start, end } = problem.scalar ?? problem
      const isSecret = secretRanges(types[0], name, value).some(
        (secret) => secret.start < end && start < secret.end,
      )
      const what = summary(option, problem, isSecret)
      report(problem, what, { isSecret, isDoubtful }, findings)
    }
  },
  scope({ view, name, types }, { findings }) {
    const { instance } = view
    if (instance === undefined) return
    for (const problem of commonProblems(types, (type) => validateInstance(type, instance))) {
      const what = `Wrong name ${quoted(problem.given)} for scope ${quoted(name)}`
      report(problem, what, {}, findings)
    }
  },
}

function report(
  problem: ValueProblem,
  summary: string,
  { isSecret = false, isDoubtful = false }: { isSecret?: boolean; isDoubtful?: boolean },
  findings: FileFindings,
): void {
  // What the documents leave in doubt is no error.
  const doubt = isDoubtful ? ({ severity: 'info' } as const) : {}
  const { expected, reason, suggestion, edit } = problem
  const why = reason === undefined ? '' : `${reason} `
  const detail = `${why}Expected ${expected}.`
  const meant = meantBy(problem, isSecret)
  if (meant === undefined || suggestion === undefined || edit === undefined) {
    findings.report('schema/wrong-type', problem, summary, { detail, ...doubt })
    return
  }
  findings.report('schema/wrong-type', problem, summary, {
    detail: `${detail} ${meant}`,
    ...doubt,
    fix: findings.unsafeFix(`Write ${excerpt(suggestion)}`, edit),
  })
}

function summary(
  { name, value, types }: PlacedOption,
  { start, end, given, scalar }: ValueProblem,
  isSecret: boolean,
): string {
  if (scalar !== undefined) {
    return `Wrong value ${isSecret ? '' : `${quoted(given)} `}for option ${quoted(name)}`
  }
  const isElement = start !== value.start || end !== value.end
  // An array may be the right form and still be wrong as a whole: too many elements.
  const isWrongForm = isElement || !types.some((type) => takes(type, value))
  return isWrongForm
    ? `Option ${quoted(name)} does not take ${given}${isElement ? ' as an element' : ''}`
    : `Wrong value for option ${quoted(name)}`
}

function takes({ shape }: OptionType, { type }: ValueView): boolean {
  return shape === type || (shape === 'either' && type === 'array')
}

import { validate } from '../../../schema/index.js'
import type { ScalarView } from '../../../syntax/index.js'
import type { PlacedOption, PlacedScope, SchemaRule } from '../../engine/rule.js'
import type { SchemaContext } from '../../engine/schema-context.js'
import { quoted } from '../../names/words.js'
import { commonProblems } from '../../values/common-problems.js'
import { eachScalar } from '../../values/scalars.js'
import { atTarget, targetOf } from './at-target.js'
import { formNotYet } from './forms.js'

const names = atTarget(({ subject, where, at, availability, target }, { findings }) => {
  const { text } = target
  if (availability.kind === 'not yet') {
    const { since, uncertain } = availability
    findings.report('version/not-yet', at, `${subject} is not in ${text}: it came with ${since}`, {
      detail: uncertain
        ? 'The documents are not sure of that version. Try whether yours has it.'
        : 'Take it out until the upgrade.',
      ...(uncertain && { severity: 'info' }),
    })
  }
  if (availability.kind === 'not documented' && availability.line === '4') {
    findings.report('version/not-yet', at, `${subject}${where} is documented for 4.x only`, {
      detail: `Nothing says that ${text} has it. Try whether it does.`,
      severity: 'info',
    })
  }
})

/** An option, a scope, or a form of a value that was introduced after the target version. */
export const notYet: SchemaRule = {
  codes: ['version/not-yet'],
  option(option, context) {
    names.option?.(option, context)
    if (targetOf(context.settings) === undefined) return
    // What is no value at all is in no version.
    if (commonProblems(option.types, (type) => validate(type, option.value)).length > 0) return
    for (const scalar of eachScalar(option.value)) {
      if (checkForm(option, scalar, `for option ${quoted(option.name)}`, context)) return
    }
  },
  scope(scope, context) {
    names.scope?.(scope, context)
    const { instance } = scope.view
    if (instance === undefined) return
    checkForm(scope, instance, `as the name of scope ${quoted(scope.name)}`, context)
  },
}

/** @returns whether it was reported */
function checkForm(
  { types }: PlacedOption | PlacedScope,
  scalar: ScalarView,
  where: string,
  { settings, findings }: SchemaContext,
): boolean {
  const target = targetOf(settings)
  const later = target && formNotYet(types, scalar, target)
  if (target === undefined || later === undefined) return false
  const { what, since, uncertain } = later
  findings.report(
    'version/not-yet',
    scalar,
    `${what} ${where} is not in ${target.text}: it came with ${since}`,
    { detail: 'Write it otherwise until the upgrade.', severity: uncertain ? 'info' : 'warning' },
  )
  return true
}

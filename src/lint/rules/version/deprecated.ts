import type { SchemaRule } from '../../engine/rule.js'
import { atTarget } from './at-target.js'
import { replacementOf } from './replacements.js'

/** An option or a scope that the target version still has, but a later one will not. */
export const deprecated: SchemaRule = {
  codes: ['version/deprecated'],
  ...atTarget(({ subject, name, at, availability, target }, { findings }) => {
    if (availability.kind !== 'deprecated') return
    const { since } = availability
    const replacement = replacementOf(name)
    const instead =
      replacement === undefined
        ? `It still works in ${target.text}. Plan to do without it.`
        : `Use ${replacement} instead.`
    findings.report(
      'version/deprecated',
      at,
      `${subject} is deprecated${since === undefined ? '' : ` since ${since}`}`,
      { detail: instead },
    )
  }),
}

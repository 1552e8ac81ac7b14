import type { SchemaRule } from '../../engine/rule.js'
import { atTarget } from './at-target.js'
import { replacementOf } from './replacements.js'

/** An option or a scope that the target version still has, but a later one may not. */
export const deprecated: SchemaRule = {
  codes: ['version/deprecated'],
  ...atTarget(({ subject, name, at, availability, target }, { findings, registry }) => {
    if (availability.kind !== 'deprecated') return
    const { since, line } = availability
    const replacement = replacementOf(name, line, registry)
    const { noEffectSince, warns } = line
    const effect =
      noEffectSince === undefined
        ? undefined
        : `It does nothing since ${noEffectSince}${warns ? ', and the log has a warning' : ''}.`
    const instead =
      replacement === undefined
        ? (effect ?? `It still works in ${target.text}. Plan to do without it.`)
        : `Use ${replacement} instead.`
    findings.report(
      'version/deprecated',
      at,
      `${subject} is deprecated${since === undefined ? '' : ` since ${since}`}`,
      { detail: instead },
    )
  }),
}

import type { SchemaRule } from '../../engine/rule.js'
import { atTarget } from './at-target.js'

/** An option or a scope that was introduced after the target version. */
export const notYet: SchemaRule = {
  codes: ['version/not-yet'],
  ...atTarget(({ subject, where, at, availability, target }, { findings }) => {
    const { text } = target
    if (availability.kind === 'not yet') {
      findings.report(
        'version/not-yet',
        at,
        `${subject} is not in ${text}: it came with ${availability.since}`,
        { detail: 'Take it out until the upgrade.' },
      )
    }
    if (availability.kind === 'not documented' && availability.line === '4') {
      findings.report('version/not-yet', at, `${subject}${where} is documented for 4.x only`, {
        detail: `Nothing says that ${text} has it. Try whether it does.`,
        severity: 'info',
      })
    }
  }),
}

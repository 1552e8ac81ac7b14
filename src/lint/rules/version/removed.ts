import type { SchemaRule } from '../../engine/rule.js'
import { atTarget } from './at-target.js'
import { replacementOf } from './replacements.js'

/** An option or a scope that the target version no longer has. */
export const removed: SchemaRule = {
  codes: ['version/removed'],
  ...atTarget(({ subject, name, where, at, availability, target }, { findings }) => {
    const { text } = target
    const replacement = replacementOf(name)
    const instead = replacement === undefined ? 'Take it out.' : `Use ${replacement} instead.`
    if (availability.kind === 'removed') {
      findings.report('version/removed', at, `${subject} was removed in ${availability.at}`, {
        detail: instead,
      })
    }
    if (availability.kind === 'other line') {
      findings.report('version/removed', at, `${subject} is not in ${text}: only 3.x has it`, {
        detail: instead,
      })
    }
    if (availability.kind === 'not documented' && availability.line === '3') {
      findings.report('version/removed', at, `${subject}${where} is documented for 3.x only`, {
        detail: `Nothing says that ${text} still has it. Try it before the upgrade.`,
        severity: 'info',
      })
    }
  }),
}

import type { SchemaRule } from '../../engine/rule.js'
import { atTarget } from './at-target.js'
import { replacementOf } from './replacements.js'

/**
 * An option or a scope that the target version no longer has. It is an error only where a document
 * says that it is gone.
 */
export const removed: SchemaRule = {
  codes: ['version/removed'],
  ...atTarget(({ subject, name, where, at, availability, target }, { findings, registry }) => {
    const { text } = target
    const line = availability.kind === 'removed' ? availability.line : undefined
    const replacement = replacementOf(name, line, registry)
    if (availability.kind === 'removed') {
      const { last } = availability
      const instead = replacement === undefined ? 'Take it out.' : `Use ${replacement} instead.`
      findings.report(
        'version/removed',
        at,
        `${subject} is not in ${text}: ${last} is the last with it`,
        {
          detail: instead,
          ...(line?.uncertain && { severity: 'warning' }),
        },
      )
    }
    const instead = replacement === undefined ? '' : ` Use ${replacement} instead.`
    if (availability.kind === 'other line') {
      findings.report('version/removed', at, `${subject} is listed for 3.x only`, {
        detail: `The list of ${target.line}.x does not have it.${instead || ' Try it before the upgrade.'}`,
        severity: 'warning',
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

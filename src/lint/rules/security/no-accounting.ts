import type { Configuration } from '../../../config/index.js'
import { diagnostic } from '../../../diagnostics/index.js'
import type { ConfigurationRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'
import { mayBeMeant } from '../../references/absence.js'
import { labelOf } from '../../references/places.js'
import { remoteConsoleListens } from './console-listens.js'

/**
 * A manager whose console other machines can reach, while no acctlog says who did what there (runtime
 * spec 2.4). Of nodes it is not certain: documents say that an ec_logger has a default file.
 */
export const noAccounting: ConfigurationRule = {
  codes: ['security/no-accounting'],
  about: ['control_listener'],
  *check(configuration) {
    if (configuration.role !== 'manager' || hasAccounting(configuration)) return
    const listens = remoteConsoleListens(configuration)
    if (listens.length === 0 || mayBeMeant(['ec_logger', 'acctlog'], configuration)) return
    for (const listen of listens) {
      yield diagnostic(
        'security/no-accounting',
        labelOf(listen),
        `Nothing records who does what on the console on ${quoted(listen.instance ?? '')}`,
        { detail: 'Set acctlog = "/var/log/eccluster/acctlog.ec" in an ec_logger.' },
      )
    }
  },
}

function hasAccounting({ root }: Configuration): boolean {
  return root
    .scopesNamed('ec_logger')
    .some(({ options }) => options.get('acctlog')?.at(-1) !== undefined)
}

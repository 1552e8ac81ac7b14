import { diagnostic } from '../../../diagnostics/index.js'
import { isComplete } from '../../engine/complete.js'
import type { ConfigurationRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'
import { bus } from './no-effect/bus.js'
import { dataSources } from './no-effect/data-sources.js'
import type { Idle } from './no-effect/idle.js'
import { listeners } from './no-effect/listeners.js'
import { outboundTls } from './no-effect/outbound-tls.js'
import { pathwayGroups } from './no-effect/pathway-groups.js'
import { userQueries } from './no-effect/user-queries.js'

/** An effective option that does nothing at its place, or because of other options. */
export const noEffect: ConfigurationRule = {
  codes: ['schema/no-effect'],
  about: ['bus', 'datasource', 'listen', 'tls_ca', 'tls_verify', 'pathway_group', 'auth_ds'],
  *check(configuration) {
    if (!isComplete(configuration)) return
    const { root } = configuration
    for (const idle of [
      ...bus(root),
      ...dataSources(root),
      ...listeners(root),
      ...outboundTls(configuration),
      ...pathwayGroups(root),
      ...userQueries(configuration),
    ]) {
      yield finding(idle)
    }
  },
}

function finding({ definition, why, instead }: Idle) {
  const { inclusion, node, name } = definition
  const { start, end } = node.nameToken
  return diagnostic(
    'schema/no-effect',
    { file: inclusion.file.name, start, end },
    `Option ${quoted(name)} has no effect ${why}`,
    { detail: instead },
  )
}

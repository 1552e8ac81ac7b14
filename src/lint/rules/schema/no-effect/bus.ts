import type { Scope } from '../../../../config/index.js'
import { busServers } from '../../../references/bus.js'
import { definedOf, type Idle } from './idle.js'

/** Options for TLS on a bus whose servers are all talked to in clear text. */
export function bus(root: Scope): readonly Idle[] {
  const scope = root.child('bus')
  const servers = busServers(root)
  if (scope === undefined || servers.length === 0 || servers.some(({ url }) => url.isTls)) return []
  const instead = 'Write tls:// where the servers speak TLS.'
  return definedOf(scope, ['ca', 'certificate', 'key']).map((definition) => ({
    definition,
    why: 'while no URL of the bus begins with tls://',
    instead,
  }))
}

import { diagnostic } from '../../../diagnostics/index.js'
import { isComplete } from '../../engine/complete.js'
import type { ConfigurationRule } from '../../engine/rule.js'
import { mayBeMeant } from '../../references/absence.js'
import { busOption } from '../../references/bus.js'
import { headOf, nameOf } from '../../references/places.js'

/** A `Bus` that no connection can be made with, because an option is missing. */
export const busIncomplete: ConfigurationRule = {
  codes: ['schema/bus-incomplete'],
  about: ['bus'],
  *check(configuration) {
    const { root } = configuration
    const bus = root.child('bus')
    if (bus === undefined || !isComplete(configuration)) return
    if (busOption(root, 'url') === undefined && !mayBeMeant(['url'], configuration)) {
      const detail = 'Name the servers: url = ( "tls://bus.example.com:4222" ).'
      const summary = 'The bus has no server: option "url" is not set'
      yield diagnostic('schema/bus-incomplete', headOf(bus), summary, { detail })
    }
    const key = busOption(root, 'key')
    if (key === undefined || busOption(root, 'certificate') !== undefined) return
    if (mayBeMeant(['certificate'], configuration)) return
    const detail = 'Name the certificate of the key, or remove the key.'
    const summary = `Option "${key.name}" of the bus is set, but "certificate" is not`
    yield diagnostic('schema/bus-incomplete', nameOf(key), summary, { detail })
  },
}

import { diagnostic } from '../../../diagnostics/index.js'
import type { ConfigurationRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'
import { busServers, isLoopback } from '../../references/bus.js'
import { placeOfPart } from '../../references/places.js'

/** A server of the bus on another machine that is talked to in clear text. */
export const busClearText: ConfigurationRule = {
  codes: ['security/bus-clear-text'],
  about: ['bus'],
  *check({ root }) {
    for (const { url, definition, scalar } of busServers(root)) {
      if (url.isTls || isLoopback(url.host)) continue
      const place = placeOfPart(definition, scalar)
      const summary = `The bus speaks clear text with ${quoted(url.host)}`
      const detail =
        'Write tls:// in place of nats://, and name the authority of the server with "ca".'
      yield diagnostic('security/bus-clear-text', place, summary, { detail })
    }
  },
}

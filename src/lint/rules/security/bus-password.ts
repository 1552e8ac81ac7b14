import { diagnostic } from '../../../diagnostics/index.js'
import type { ConfigurationRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'
import { busServers } from '../../references/bus.js'
import { nameOf } from '../../references/places.js'

/** A password or a token in the URL of a server of the bus. */
export const busPassword: ConfigurationRule = {
  codes: ['security/bus-password'],
  about: ['bus'],
  *check({ root }) {
    for (const { url, definition } of busServers(root)) {
      if (url.login === undefined) continue
      const what = url.login.password === undefined ? 'token' : 'password'
      yield diagnostic(
        'security/bus-password',
        nameOf(definition),
        `The URL of the bus at ${quoted(url.host)} holds a ${what}`,
        {
          detail:
            'Put the login into a file of its own, as one line user:password, and name it with "credentials".',
        },
      )
    }
  },
}

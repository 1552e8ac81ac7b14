import type { Configuration, Scope } from '../../../config/index.js'
import { type Diagnostic, diagnostic } from '../../../diagnostics/index.js'
import type { ConfigurationRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'
import { mayBeMeant } from '../../references/absence.js'
import { labelOf, relatedTo } from '../../references/places.js'
import { remoteConsoleListens } from './console-listens.js'
import { flagOf } from './listeners.js'

/**
 * A console that speaks clear text with other machines: whoever is on the way reads commands and
 * answers, and with LOGIN the passwords too. TLS there is an addition of our manager.
 */
export const clearText: ConfigurationRule = {
  codes: ['security/clear-text'],
  about: ['control_listener'],
  *check(configuration) {
    const listens = remoteConsoleListens(configuration).filter(
      ({ path }) => !speaksTls(path, configuration),
    )
    if (listens.length === 0 || mayBeMeant(['tls_certificate'], configuration)) return
    for (const listen of listens) yield finding(listen, configuration)
  },
}

function speaksTls(path: Scope['path'], configuration: Configuration): boolean {
  if (configuration.role === 'node') return false
  const certificate = configuration.eval(path, 'TLS_Certificate').value
  // Other options of TLS alone keep the listener closed.
  return certificate !== undefined && certificate.text.replace(/"/g, '').toLowerCase() !== 'none'
}

function finding(listen: Scope, configuration: Configuration): Diagnostic {
  const login = loginAt(listen, configuration)
  const address = quoted(listen.instance ?? '')
  const isNode = configuration.role === 'node'
  return diagnostic(
    'security/clear-text',
    labelOf(listen),
    login === undefined
      ? `The console on ${address} speaks clear text with other machines`
      : `The console on ${address} takes passwords in clear text`,
    {
      detail: isNode
        ? 'Listen on 127.0.0.1 only, and come by way of ssh.'
        : 'Set TLS_Certificate and TLS_Key, or listen on 127.0.0.1 only and come by way of ssh.',
      ...(login !== undefined && {
        related: [relatedTo(login, 'LOGIN sends the password itself')],
      }),
    },
  )
}

/** Where LOGIN is offered for a Listen; undefined when it is not, or nobody is asked to log in. */
function loginAt({ path }: Scope, configuration: Configuration) {
  if (flagOf(configuration, path, 'Enable_Authentication')?.on === false) return undefined
  return configuration.eval(path, 'AuthLoginParameters').definition
}

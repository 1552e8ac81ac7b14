import type { Scope } from '../../../config/index.js'
import { headOf, nameOf, relatedTo } from '../../references/places.js'
import { flagOf } from '../../rules/security/listeners.js'
import { reachOf } from '../../rules/security/reach.js'
import {
  exclusion,
  isOn,
  optionOfOption,
  optionOfScopes,
  outermostOf,
  scopeOfOptions,
  valueForm,
} from '../kinds/options.js'
import type { Requirement } from '../requirement.js'
import {
  ownSetting,
  type Setting,
  type Site,
  sayOption,
  sayScope,
  type Violation,
} from '../site.js'

/** The listeners that are nothing without a Listen. */
const LISTENERS = [
  'control_listener',
  'eccluster_listener',
  'ecstream_listener',
  'esmtp_listener',
  'http_listener',
  'msgcserver_listener',
  'xmpp_listener',
]

/** The dictionaries with the users of a listener, and the word of SMTP for each. */
const AUTHENTICATION = {
  authloginparameters: 'LOGIN',
  authplainparameters: 'PLAIN',
  authcrammd5parameters: 'CRAM-MD5',
  authdigestmd5parameters: 'DIGEST-MD5',
} as const
const USERS = Object.keys(AUTHENTICATION)

/** Listeners, and what stands in them. */
export const LISTENING: readonly Requirement[] = [
  {
    code: 'schema/listen-needed',
    about: LISTENERS,
    *check(site) {
      for (const scope of LISTENERS.flatMap((name) => site.root.scopesNamed(name))) {
        if (scope.type === undefined || scope.scopesNamed('listen').length > 0) continue
        if (flagOf(site.configuration, scope.path, 'enable')?.on === false) continue
        if (site.mayBeMeant(['listen'])) return
        yield {
          at: headOf(scope),
          summary: `${scope.name} listens nowhere: it has no Listen`,
          detail:
            'Each Listen is one address: add for example Listen ":PORT" { }, or remove the listener.',
        }
      }
    },
  },
  {
    code: 'schema/listener-pool-size',
    about: ['pool_name'],
    *check(site) {
      for (const scope of site.scopesWith('pool_name')) {
        const threads = site.effective(scope, 'concurrency')
        const name = ownSetting(scope, 'pool_name')
        const pool = site.configuration.complete.child('threadpool', name.texts[0])
        const size = pool && ownSetting(pool, 'concurrency')
        if (threads.definition === undefined || size?.number === undefined) continue
        if (threads.number === undefined || threads.number <= size.number) continue
        yield {
          at: nameOf(threads.definition),
          summary: `${sayScope(scope)} wants ${threads.number} threads of a pool that has ${size.number}`,
          detail:
            'The concurrency of a listener is not above that of its pool: change one of them.',
        }
      }
    },
  },
  exclusion({
    code: 'schema/ssl-starttls',
    option: 'use_ssl',
    when: isOn,
    other: 'smtp_extensions',
    otherWhen: ({ texts, definition }) => definition !== undefined && hasWord(texts, 'STARTTLS'),
    detail:
      'With Use_SSL a connection is encrypted from its first byte: take STARTTLS out of SMTP_Extensions.',
  }),
  valueForm({
    code: 'schema/static-banner',
    option: 'static_banner',
    wrong: ({ word }) => word !== undefined && !/^220(?:[ -]|$)/.test(word),
    says: 'does not begin with 220',
    detail: 'It is the first line that a client reads: begin it with "220 ".',
  }),
  optionOfScopes({
    code: 'schema/mcmt-http',
    line: '3',
    options: ['mcmt_reception'],
    not: ['http_listener'],
    detail: 'An HTTP_Listener always takes such messages: remove it.',
  }),
  optionOfScopes({
    code: 'schema/relay-hosts-http',
    options: ['relay_hosts'],
    not: ['http_listener'],
    detail: 'What comes in by HTTP is not relayed by address: remove it.',
  }),
  optionOfScopes({
    code: 'schema/ecstream-options',
    options: ['ecstream_idle_time', 'ecstream_max_batch_size'],
    not: LISTENERS.filter((name) => name !== 'ecstream_listener'),
    detail: 'It is for ECStream_Listener and its Listens only: move or remove it.',
  }),
  optionOfScopes({
    code: 'schema/event-loop-control',
    options: ['event_loop'],
    not: ['control_listener'],
    detail: 'The console stays on the main loop: remove it.',
  }),
  optionOfScopes({
    code: 'schema/xmpp-event-loop',
    line: '3',
    options: ['event_loop'],
    not: ['xmpp_listener'],
    detail: 'An XMPP_Listener cannot use an event loop of its own: remove it.',
  }),
  optionOfOption({
    code: 'schema/proxy-protocol-timeout',
    line: '4',
    option: 'proxy_protocol_timeout',
    needs: 'proxy_protocol',
    of: isOn,
    being: '"Proxy_Protocol" is on',
    detail: 'It is the time for the header that Proxy_Protocol = true asks for.',
  }),
  scopeOfOptions({
    code: 'schema/xmpp-auth',
    line: '3',
    scope: 'xmpp_listener',
    where: ({ scopes }) =>
      !scopes.some((scope) => USERS.some((option) => scope.options.has(option))),
    needs: ['authplainparameters', 'authdigestmd5parameters'],
    anyOf: true,
    detail: 'A client of XMPP has to log in: name the users, with passwords in clear text.',
  }),
  ...(['auth-uri', 'auth-extension', 'auth-login-tls'] as const).map(
    (id): Requirement => ({
      code: `schema/${id}`,
      about: USERS,
      also: ['smtp_extensions', 'tls_certificate'],
      ...(id === 'auth-uri' && { inStanza: true }),
      *check(site) {
        for (const option of USERS) {
          for (const scope of site.scopesWith(option)) yield* users[id](scope, option, site)
        }
      },
    }),
  ),
  {
    code: 'schema/xsetcontext-public',
    about: ['smtp_extensions'],
    *check(site) {
      for (const scope of site.scopesWith('smtp_extensions')) {
        const { definition, texts } = ownSetting(scope, 'smtp_extensions')
        if (definition === undefined || !hasWord(texts, 'XSETCONTEXT')) continue
        if (!socketsOf(scope).some((socket) => reachOf(socket.instance ?? '') === 'world')) continue
        yield {
          at: nameOf(definition),
          summary: `${sayScope(scope)} lets every client set context variables`,
          detail: 'XSETCONTEXT is for clients that are trusted: name it in a Peer of theirs only.',
        }
      }
    },
  },
  {
    code: 'schema/relay-hosts-fallback',
    about: ['relay_hosts'],
    *check(site) {
      const global = ownSetting(site.root, 'relay_hosts').definition
      if (global === undefined) return
      for (const scope of site.scopesWith('relay_hosts')) {
        const { definition } = ownSetting(scope, 'relay_hosts')
        if (scope === site.root || definition === undefined) continue
        yield {
          at: nameOf(definition),
          summary: `The relay hosts of ${sayScope(scope)} take the place of the global ones`,
          detail: 'They do not add up: repeat here what is to hold from the global list.',
          related: [relatedTo(global, 'the global list')],
        }
      }
    },
  },
]

type Check = (scope: Scope, option: string, site: Site) => Iterable<Violation>

const users: Readonly<Record<'auth-uri' | 'auth-extension' | 'auth-login-tls', Check>> = {
  *'auth-uri'(scope, option) {
    const { definition, value } = ownSetting(scope, option)
    if (definition === undefined || value?.type !== 'dictionary') return
    if (value.entries.some(({ key }) => key.toLowerCase() === 'uri')) return
    yield {
      at: nameOf(definition),
      summary: `${sayOption(scope, option)} of ${sayScope(scope)} has no key "uri"`,
      detail: 'The URI says where the users are: uri = "file:///PATH".',
    }
  },
  *'auth-extension'(scope, option, site) {
    const { definition } = ownSetting(scope, option)
    if (definition === undefined || !isOfMail(scope)) return
    const method = AUTHENTICATION[option as keyof typeof AUTHENTICATION]
    const offers = (place: Scope) => isOffered(site.effective(place, 'smtp_extensions'), method)
    if (offers(scope) || innerOf(scope).some(offers)) return
    if (site.mayBeMeant(['smtp_extensions'])) return
    yield {
      at: nameOf(definition),
      summary: `${sayScope(scope)} does not offer AUTH ${method} to its clients`,
      detail: `Add "AUTH ${method}" to SMTP_Extensions, or remove ${sayOption(scope, option)}.`,
    }
  },
  *'auth-login-tls'(scope, option, site) {
    const { definition } = ownSetting(scope, option)
    if (definition === undefined || !/login|plain/.test(option)) return
    if (!isOfMail(scope)) return
    if (site.effective(scope, 'tls_certificate').definition !== undefined) return
    yield {
      at: nameOf(definition),
      summary: `Passwords reach ${sayScope(scope)} in clear text`,
      detail: 'Offer TLS beside it: TLS_Certificate, TLS_Key, and "STARTTLS" in SMTP_Extensions.',
    }
  },
}

/** Whether a scope is one of a listener for mail, where clients are told what there is. */
function isOfMail(scope: Scope): boolean {
  return outermostOf(scope).name.toLowerCase() === 'esmtp_listener'
}

/** Whether SMTP_Extensions has the method. Nothing is known of what a listener offers by default. */
function isOffered({ texts, definition }: Setting, method: string): boolean {
  if (definition === undefined) return false
  return texts.some((text) => {
    const [word, ...methods] = text
      .trim()
      .toUpperCase()
      .split(/[\s=]+/)
    return word === 'AUTH' && (methods.length === 0 || methods.includes(method))
  })
}

function hasWord(texts: readonly string[], word: string): boolean {
  return texts.some((text) => text.trim().toUpperCase().split(/\s+/)[0] === word)
}

/** The Listens that a scope of a listener is about. */
function socketsOf(scope: Scope): readonly Scope[] {
  if (scope.name.toLowerCase() === 'listen') return [scope]
  return LISTENERS.includes(scope.name.toLowerCase()) ? scope.scopesNamed('listen') : []
}

function innerOf(scope: Scope): Scope[] {
  return scope.scopes.flatMap((inner) => [inner, ...innerOf(inner)])
}

import type { Scope } from '../../../config/index.js'
import { headOf, nameOf, relatedTo } from '../../references/places.js'
import { isOff } from '../../values/switches.js'
import { exclusion, isOn, optionOfOption, relation, valueForm } from '../kinds/options.js'
import type { Requirement } from '../requirement.js'
import { ownSetting, type Setting, type Site, sayScope, sayValue } from '../site.js'

const is =
  (...words: readonly string[]) =>
  ({ word }: Setting) =>
    word !== undefined && words.includes(word)

const isGnutls = is('gnutls')

/** How and where mail leaves. */
export const DELIVERY: readonly Requirement[] = [
  relation({
    code: 'schema/dsn-interval',
    option: 'delay_dsn_retry_interval',
    other: 'delay_dsn_max_retry_interval',
    holds: (interval, most) => interval <= most,
    says: 'is above',
    defaults: true,
    detail: 'The interval grows up to the second one: raise that, or lower the first.',
  }),
  relation({
    code: 'schema/retry-below-max',
    option: 'retry_interval',
    other: 'max_retry_interval',
    holds: (interval, most) => interval <= most,
    says: 'is above',
    detail: 'It is cut to the second one.',
  }),
  relation({
    code: 'schema/smpp-timers',
    line: '3',
    option: 'smpp_inactivity_timer',
    other: 'smpp_enquire_link_timer',
    holds: (inactivity, enquire) => inactivity > enquire,
    says: 'is not above',
    detail:
      'The connection ends before it is asked for: the order is inactivity, enquire link, response.',
  }),
  relation({
    code: 'schema/smpp-timers',
    line: '3',
    option: 'smpp_enquire_link_timer',
    other: 'smpp_response_timer',
    holds: (enquire, response) => enquire > response,
    says: 'is not above',
    detail:
      'The next question comes before the answer: the order is inactivity, enquire link, response.',
  }),
  exclusion({
    code: 'schema/max-retry-interval',
    option: 'max_retry_interval',
    other: 'max_retries',
    otherWhen: ({ definition, word }) => definition !== undefined && word === 'auto',
    detail:
      'With Max_Retries = auto the intervals follow the expiration: set it to a number, or to none.',
  }),
  exclusion({
    code: 'schema/routes-ecstream',
    option: 'routes',
    other: 'delivery_method',
    otherWhen: is('ecstream'),
    detail: 'ECStream takes the address from Gateway: set that instead.',
  }),
  valueForm({
    code: 'schema/routes-global',
    option: 'routes',
    where: ({ parent }) => parent === undefined,
    wrong: ({ texts }) => texts.length > 0,
    says: 'is for every domain',
    detail: 'A global route can cost much throughput: set it in the domains that need it.',
  }),
  {
    code: 'schema/routes-scheme-method',
    about: ['routes'],
    also: ['delivery_method'],
    *check(site) {
      for (const { scope, definition, scheme } of routesOf(site)) {
        const method = site.effective(scope, 'delivery_method')
        if (!['apn', 'gcm', 'mm7'].includes(scheme) || method.word === scheme) continue
        // What the route mm7:// needs is said by a finding of its own.
        if (scheme === 'mm7') continue
        yield {
          at: nameOf(definition),
          summary: `The route of ${sayScope(scope)} is ${scheme}://, and its delivery method ${sayValue(method)}`,
          detail: `Both are the same: set Delivery_Method = "${scheme}".`,
          ...(method.definition && { related: [relatedTo(method.definition, 'the method')] }),
        }
      }
    },
  },
  {
    code: 'schema/mm7-method',
    about: ['routes'],
    also: ['delivery_method', 'http_host'],
    *check(site) {
      for (const { scope, definition, scheme } of routesOf(site)) {
        if (scheme !== 'mm7') continue
        const isMm7 = site.effective(scope, 'delivery_method').word === 'mm7'
        if (isMm7 && site.effective(scope, 'http_host').definition !== undefined) continue
        if (site.mayBeMeant(['delivery_method', 'http_host'])) return
        yield {
          at: nameOf(definition),
          summary: `${sayScope(scope)} has a route of MM7 without ${isMm7 ? '"HTTP_Host"' : 'the delivery method mm7'}`,
          detail: 'Set Delivery_Method = "mm7", and HTTP_Host to the host of the other side.',
        }
      }
    },
  },
  {
    code: 'schema/gateway-domain',
    about: ['gateway'],
    also: ['domain'],
    *check(site) {
      for (const scope of site.scopesWith('gateway')) {
        if (scope.name.toLowerCase() !== 'domain') continue
        const { definition } = ownSetting(scope, 'gateway')
        const others = [...scope.options].filter(
          ([name]) => name !== 'gateway' && scope.type?.options.has(name) && !STAYS.has(name),
        )
        const other = others[0]?.[1].at(-1)
        if (definition === undefined || other === undefined) continue
        yield {
          at: nameOf(other),
          summary: `What ${sayScope(scope)} sets beside "Gateway" does nothing`,
          detail: 'The mail goes to the domain of the gateway: set it there.',
          related: [relatedTo(definition, 'the gateway')],
        }
      }
    },
  },
  {
    code: 'schema/scope-max-reserve',
    about: ['scope_max_outbound_connections'],
    also: ['server_reserve_outbound_connections'],
    *check(site) {
      for (const scope of site.scopesWith('scope_max_outbound_connections')) {
        if (scope.name.toLowerCase() !== 'domain' || scope.parent?.parent !== undefined) continue
        const { definition } = ownSetting(scope, 'scope_max_outbound_connections')
        const reserve = site.effective(site.root, 'server_reserve_outbound_connections')
        if (definition === undefined || reserve.number === 0) continue
        yield {
          at: nameOf(definition),
          summary: `The limit of ${sayScope(scope)} does not hold while connections are kept in reserve`,
          detail: 'It works with Server_Reserve_Outbound_Connections = 0 only.',
          ...(reserve.definition && { related: [relatedTo(reserve.definition, 'the reserve')] }),
        }
      }
    },
  },
  {
    code: 'schema/host-max-connections',
    about: ['host'],
    also: ['max_outbound_connections'],
    *check(site) {
      const global = ownSetting(site.root, 'max_outbound_connections').definition
      if (global === undefined) return
      for (const scope of site.scopesNamed('host')) {
        if (scope.options.has('max_outbound_connections')) continue
        if (site.mayBeMeant(['max_outbound_connections'])) return
        yield {
          at: headOf(scope),
          summary: `${sayScope(scope)} has no limit of connections: it does not take the global one`,
          detail: 'Set Max_Outbound_Connections in it if it is to have one.',
          related: [relatedTo(global, 'the global one')],
        }
      }
    },
  },
  {
    code: 'schema/throttle-pair',
    about: ['outbound_throttle_messages', 'outbound_throttle_connections'],
    *check(site) {
      const pair = ['outbound_throttle_messages', 'outbound_throttle_connections'] as const
      for (const option of pair) {
        for (const scope of site.eachScopeWith(option)) {
          const [messages, connections] = pair.map((each) => ownSetting(scope, each))
          const one = messages?.definition ?? connections?.definition
          if (one === undefined || messages?.word === connections?.word) continue
          if (site.mayBeMeant(pair)) return
          yield {
            at: nameOf(one),
            summary: `${sayScope(scope)} throttles messages and connections differently`,
            detail: 'The handbook advises to set both in one scope, with the same value.',
          }
          // Whoever does so on purpose does so everywhere: it is said once.
          return
        }
      }
    },
  },
  optionOfOption({
    code: 'schema/rollup',
    line: '4',
    option: 'rollup_mx',
    when: isOn,
    needs: 'rollup_mx_name',
    here: true,
    detail: 'Set Rollup_MX_Name to the name that the hosts are counted under.',
  }),
  optionOfOption({
    code: 'schema/ha-proxy-both',
    line: '4',
    option: 'ha_proxy_src_addr',
    where: (scope) => scope.options.has('ha_proxy_server'),
    needs: 'ha_proxy_ipv6_src_addr',
    here: true,
    is: 'serves IPv4 only',
    detail: 'Set both addresses for mail over both families.',
  }),
  optionOfOption({
    code: 'schema/dane-use',
    line: '4',
    since: '4.8',
    option: 'enable_dane',
    when: isOn,
    needs: 'use_dane',
    of: isOn,
    being: '"Use_DANE" is on',
    detail: 'Set Use_DANE = true for the domain, or in the global scope.',
  }),
  optionOfOption({
    code: 'schema/mta-sts-use',
    line: '4',
    since: '4.8',
    option: 'enable_mta_sts',
    when: isOn,
    needs: 'use_mta_sts',
    of: isOn,
    being: '"Use_MTA_STS" is on',
    detail: 'Set Use_MTA_STS = true for the domain, or in the global scope.',
  }),
  optionOfOption({
    code: 'schema/tls-fallback',
    option: 'tls_ifavailable_fallback',
    needs: 'tls',
    of: is('ifavailable'),
    being: '"TLS" is ifavailable',
    detail: 'It says what to do when encryption fails that may be left out: set TLS = ifavailable.',
  }),
  optionOfOption({
    code: 'schema/tls-verify-ca',
    option: 'tls_verify',
    when: is('ca'),
    needs: 'tls_ca',
    is: 'cannot verify anything',
    detail: 'Name the file of the authorities with TLS_CA.',
  }),
  ...['tls_protocols', 'tlsv13_ciphersuites', 'tls_ec_curve_names'].map((option) =>
    exclusion({
      code: 'schema/tls-engine-options',
      line: '4',
      option,
      other: 'tls_engine',
      otherWhen: isGnutls,
      detail:
        'It is of OpenSSL, and means nothing with GNUTLS: say it in TLS_Ciphers, or remove it.',
    }),
  ),
  exclusion({
    code: 'schema/tls-ciphers-engine',
    line: '4',
    option: 'tls_ciphers',
    when: ({ word = '' }) => !isPriority(word),
    other: 'tls_engine',
    otherWhen: isGnutls,
    detail: 'GNUTLS takes a priority string, such as "NORMAL:-VERS-TLS1.0".',
  }),
  exclusion({
    code: 'schema/tls-ciphers-engine',
    line: '4',
    option: 'tls_ciphers',
    when: ({ word = '' }) => isPriority(word),
    other: 'tls_engine',
    otherWhen: is('openssl'),
    detail: 'OpenSSL takes a list of ciphers, such as "HIGH:!aNULL".',
  }),
  push('schema/apn-tls', ['apn', 'gcm'], ({ scope, site }) =>
    is('required')(site.effective(scope, 'tls'))
      ? undefined
      : [
          'goes without "TLS" = required',
          'Set TLS = required: the service takes encrypted connections only.',
        ],
  ),
  push('schema/apn-timeout', ['apn'], ({ scope, site }) => {
    const response = site.effective(scope, 'delivery_response_timeout').number
    const idle = site.effective(scope, 'idle_timeout').number
    if (response === undefined || idle === undefined || response < 1000 * idle) return undefined
    return [
      `waits ${response} ms for a response, not less than its idle timeout of ${idle} s`,
      'Delivery_Response_Timeout stays below Idle_Timeout.',
    ]
  }),
  push('schema/gcm-idle', ['gcm'], ({ scope, site }) =>
    site.effective(scope, 'idle_timeout').number === 0
      ? ['has an idle timeout of 0', 'Set Idle_Timeout to a number of seconds.']
      : undefined,
  ),
  push('schema/gcm-timeout', ['gcm'], ({ scope, site }) => {
    const setting = site.effective(scope, 'delivery_response_timeout')
    return setting.number === undefined || setting.number >= 1000
      ? undefined
      : [
          `waits ${setting.number} ms for a response`,
          'Set Delivery_Response_Timeout to 1000 or more.',
        ]
  }),
  push('schema/gcm-token', ['gcm'], ({ scope, site }) =>
    site.effective(scope, 'gcm_authorization_token_id').definition !== undefined ||
    site.mayBeMeant(['gcm_authorization_token_id'])
      ? undefined
      : ['has no token', 'Set GCM_Authorization_Token_ID.'],
  ),
  {
    code: 'schema/push-mcmt',
    about: ['delivery_method'],
    also: ['mcmt_reception'],
    *check(site) {
      const [first] = site
        .scopesWith('delivery_method')
        .filter((scope) => is('apn', 'gcm')(ownSetting(scope, 'delivery_method')))
      if (first === undefined || site.root.scopesNamed('http_listener').length > 0) return
      const allows = (scope: Scope) => is('allow')(ownSetting(scope, 'mcmt_reception'))
      if (site.scopesWith('mcmt_reception').some(allows)) return
      const { definition } = ownSetting(first, 'delivery_method')
      if (definition === undefined || site.mayBeMeant(['mcmt_reception', 'http_listener'])) return
      yield {
        at: nameOf(definition),
        summary: 'No listener takes messages for push services',
        detail: 'Set MCMT_Reception = allow in the listener where they come in.',
      }
    },
  },
  {
    code: 'schema/curfew-precedence',
    line: '4',
    about: ['curfew'],
    also: ['suspend_delivery'],
    beside: 'curfew',
    *check(site) {
      for (const scope of site.scopesWith('suspend_delivery')) {
        const { definition, value } = ownSetting(scope, 'suspend_delivery')
        if (definition === undefined || isOff(value)) continue
        yield {
          at: nameOf(definition),
          summary: `The curfew changes nothing in ${sayScope(scope)}: delivery is suspended there`,
          detail: 'Suspend_Delivery wins over the curfew.',
        }
      }
    },
  },
  {
    code: 'schema/default-binding-suspended',
    about: ['suspend_delivery'],
    also: ['default_binding'],
    *check(site) {
      const scope = site.root.child('binding', 'default')
      if (scope === undefined) return
      const { definition, isOn: isSuspended } = ownSetting(scope, 'suspend_delivery')
      if (definition === undefined || !isSuspended) return
      const mode = site.effective(site.root, 'default_binding')
      if (mode.word === 'suspended') return
      yield {
        at: nameOf(definition),
        summary: 'The default binding cannot be suspended like this',
        detail: 'Set Default_Binding = suspended in the global scope.',
      }
    },
  },
]

/** Options of a domain that are not about the way to it. */
const STAYS: ReadonlySet<string> = new Set([
  'delivery_method',
  'alias_schemes',
  'opendkim_sign',
  'dkim',
  'domainkeys',
  'enable_fbl_header_insertion',
])

interface Route {
  readonly scope: Scope
  readonly definition: NonNullable<Setting['definition']>
  /** In lower case. */
  readonly scheme: string
}

function* routesOf(site: Site): IterableIterator<Route> {
  for (const scope of site.scopesWith('routes')) {
    const { definition, texts } = ownSetting(scope, 'routes')
    if (definition === undefined) continue
    for (const scheme of new Set(texts.flatMap((text) => /^\w+(?=:\/\/)/.exec(text)?.[0] ?? []))) {
      yield { scope, definition, scheme: scheme.toLowerCase() }
    }
  }
}

/** Whether a cipher list is a priority string of GNUTLS. */
function isPriority(text: string): boolean {
  return /^(?:normal|performance|secure\d*|pfs|none|legacy|@system)(?::|$)/i.test(text)
}

/** What goes wrong with delivery to a push service: what is said of the scope, and what to do. */
type Push = (at: {
  readonly scope: Scope
  readonly site: Site
}) => readonly [string, string] | undefined

function push(code: Requirement['code'], methods: readonly string[], problem: Push): Requirement {
  return {
    code,
    about: ['delivery_method'],
    *check(site) {
      for (const scope of site.scopesWith('delivery_method')) {
        const method = ownSetting(scope, 'delivery_method')
        if (method.definition === undefined || !is(...methods)(method)) continue
        const found = problem({ scope, site })
        if (found === undefined) continue
        const [says, detail] = found
        yield {
          at: nameOf(method.definition),
          summary: `Delivery by ${method.word} from ${sayScope(scope)} ${says}`,
          detail,
        }
      }
    },
  }
}

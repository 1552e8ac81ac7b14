import type { Definition, Scope } from '../../../config/index.js'
import { type Address, isWithin, parseAddress } from '../../../schema/values/addresses/address.js'
import { headOf, nameOf, relatedTo } from '../../references/places.js'
import { exclusion, isOn, valueForm } from '../kinds/options.js'
import type { Requirement } from '../requirement.js'
import { ownSetting, type Site, sayScope } from '../site.js'

/** How many addresses DuraVIP manages at most. */
const MOST_ADDRESSES = 10240

/** Addresses that move between the nodes of a cluster, and bindings with addresses. */
export const DURAVIP: readonly Requirement[] = [
  exclusion({
    code: 'schema/duravip-follow-enable',
    option: 'enable_duravip',
    when: isOn,
    other: 'duravip_follow',
    here: true,
    detail: 'A listener that follows a binding is moved with it: remove one of them.',
  }),
  exclusion({
    code: 'schema/duravip-follow-preference',
    option: 'duravip_preference',
    other: 'duravip_follow',
    here: true,
    detail: 'The node is that of the binding which the listener follows: remove the preference.',
  }),
  exclusion({
    code: 'schema/duravip-listener-preference',
    option: 'duravip_preference',
    where: (scope) => isListen(scope) && !scope.options.has('duravip_follow'),
    other: 'enable_duravip',
    otherWhen: isOn,
    here: true,
    detail: 'The handbook shows it and advises against it: better prefer a node in a binding.',
  }),
  valueForm({
    code: 'schema/duravip-mask',
    option: 'cidrmask',
    wrong: ({ number }) => number !== undefined && number !== 32 && number !== 128,
    says: 'is not 32',
    detail: 'An address that moves is one alone; with another mask its alias mostly does not work.',
  }),
  {
    code: 'schema/duravip-follow-address',
    about: ['duravip_follow'],
    also: ['binding'],
    *check(site) {
      for (const listen of site.scopesWith('duravip_follow')) {
        const [name] = ownSetting(listen, 'duravip_follow').texts
        const binding = site
          .scopesNamed('binding')
          .find((scope) => scope.instance === name || isAt(scope, name))
        const bound = binding && ownSetting(binding, 'bind_address')
        const own = keyOf((listen.instance ?? '').replace(/:\d+$/, ''))
        if (bound?.definition === undefined || own === undefined) continue
        if (!bound.texts.some((text) => keyOf(text) === own)) continue
        yield {
          at: headOf(listen),
          summary: `${sayScope(listen)} has the address of the binding that it follows`,
          detail: 'Give the listener another address than the binding.',
          related: [relatedTo(bound.definition, 'the address of the binding')],
        }
      }
    },
  },
  {
    code: 'schema/binding-address-unique',
    about: ['bind_address'],
    also: ['enable_duravip', 'cluster'],
    *check(site) {
      if (site.scopesWith('enable_duravip').length === 0 && !inCluster(site)) return
      const taken = new Map<string, { scope: Scope; definition: Definition }>()
      for (const scope of site.scopesWith('bind_address')) {
        if (scope.name.toLowerCase() !== 'binding') continue
        const { definition, texts } = ownSetting(scope, 'bind_address')
        for (const text of texts) {
          const key = keyOf(text)
          if (definition === undefined || key === undefined) continue
          const first = taken.get(key)
          if (first === undefined) taken.set(key, { scope, definition })
          else if (first.scope.instance !== scope.instance) {
            yield {
              at: nameOf(definition),
              summary: `${sayScope(scope)} has the address of ${sayScope(first.scope)}`,
              detail:
                'Mail of one can leave under the name of the other: give each binding its own address.',
              related: [relatedTo(first.definition, 'the first one with it')],
            }
          }
        }
      }
    },
  },
  {
    code: 'schema/out-of-range',
    about: ['enable_duravip'],
    *check(site) {
      const scopes = site.scopesWith('enable_duravip')
      const managed = scopes.filter((scope) => ownSetting(scope, 'enable_duravip').isOn)
      const [last] = managed.slice(MOST_ADDRESSES)
      if (last === undefined) return
      yield {
        at: headOf(last),
        summary: `DuraVIP has ${managed.length} addresses to manage`,
        detail: `It manages ${MOST_ADDRESSES} at most: take it off some bindings.`,
      }
    },
  },
  {
    code: 'schema/duravip-topology',
    about: ['enable_duravip'],
    also: ['cluster', 'topology'],
    *check(site) {
      if (!inCluster(site)) return
      const networks = site.scopesNamed('topology').flatMap(({ instance }) => networkOf(instance))
      for (const scope of site.scopesWith('enable_duravip')) {
        if (!ownSetting(scope, 'enable_duravip').isOn) continue
        for (const text of addressesOf(scope)) {
          const address = parseAddress(text, { lenient: true })
          if (address === undefined) continue
          if (networks.some(([network, prefix]) => isWithin(address, network, prefix))) continue
          if (site.mayBeMeant(['topology'])) return
          yield {
            at: headOf(scope),
            summary: `No Topology says which interface ${text} of ${sayScope(scope)} is for`,
            detail: 'Each network with addresses of DuraVIP has a Topology in cluster.',
          }
        }
      }
    },
  },
  {
    code: 'schema/adaptive-duravip-preference',
    about: ['adaptive'],
    also: ['enable_duravip', 'cluster'],
    beside: 'adaptive',
    *check(site) {
      if (!inCluster(site)) return
      for (const scope of site.scopesWith('enable_duravip')) {
        if (isListen(scope) || !ownSetting(scope, 'enable_duravip').isOn) continue
        if (scope.options.has('duravip_preference')) continue
        if (site.mayBeMeant(['duravip_preference'])) return
        yield {
          at: headOf(scope),
          summary: `${sayScope(scope)} prefers no node`,
          detail:
            'Under adaptive delivery a suspended binding moves much mail between nodes: set Duravip_Preference.',
        }
      }
    },
  },
  {
    code: 'schema/binding-address',
    about: ['binding'],
    also: ['bind_address'],
    *check(site) {
      for (const scope of site.scopesNamed('binding')) {
        if (scope.instance === 'default' || scope.options.has('gateway')) continue
        if (scope.options.has('ha_proxy_server')) continue
        // Most have one of their own, and nobody has to ask what they fall back to.
        if (scope.options.has('bind_address')) continue
        if (site.effective(scope, 'bind_address').definition !== undefined) continue
        if (site.mayBeMeant(['bind_address', 'gateway', 'binding', 'binding_group'])) return
        yield {
          at: headOf(scope),
          summary: `${sayScope(scope)} has no address of its own`,
          detail: 'Without Bind_Address the system chooses the address from which its mail leaves.',
        }
      }
    },
  },
]

/** Whether a binding has an address, by which a listener may name it too. */
function isAt(binding: Scope, address = ''): boolean {
  const key = keyOf(address)
  return key !== undefined && addressesOf(binding).some((text) => keyOf(text) === key)
}

function isListen({ name }: Scope): boolean {
  return name.toLowerCase() === 'listen'
}

function inCluster({ root }: Site): boolean {
  return root.scopesNamed('cluster').length > 0
}

/** The addresses of a binding, or that of a Listen. */
function addressesOf(scope: Scope): string[] {
  if (isListen(scope)) return [(scope.instance ?? '').replace(/:\d+$/, '')]
  return ownSetting(scope, 'bind_address').texts
}

/** Equal for all spellings of an address; undefined for none, and for all addresses. */
function keyOf(text: string): string | undefined {
  const address = parseAddress(text, { lenient: true })
  return address === undefined || address.every((byte) => byte === 0)
    ? undefined
    : address.join('.')
}

function networkOf(instance: string | undefined): (readonly [Address, number])[] {
  const [text = '', prefix] = (instance ?? '').split('/')
  const address = parseAddress(text, { lenient: true })
  if (address === undefined) return []
  return [[address, prefix === undefined ? address.length * 8 : Number(prefix)]]
}

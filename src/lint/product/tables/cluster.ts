import { basename } from '../../../config/environment/paths.js'
import type { Scope } from '../../../config/index.js'
import type { DiagnosticCode } from '../../../diagnostics/index.js'
import { listed } from '../../../diagnostics/index.js'
import { parseAddress } from '../../../schema/values/addresses/address.js'
import { headOf, nameOf } from '../../references/places.js'
import { scopeOfScope } from '../kinds/modules.js'
import { valueForm } from '../kinds/options.js'
import type { Requirement } from '../requirement.js'
import { ownSetting, sayOption, sayScope } from '../site.js'

/** Limits that hold for a whole cluster, and what has to be replicated so that they can. */
const LIMITS: readonly (readonly [DiagnosticCode, option: string, replicated: string])[] = [
  ['schema/cluster-limit-connections', 'cluster_max_outbound_connections', 'outbound_domains'],
  [
    'schema/cluster-limit-scope',
    'cluster_scope_max_outbound_connections',
    'outbound_binding_domains',
  ],
  ['schema/cluster-limit-server', 'cluster_server_max_outbound_connections', 'outbound_cidr'],
  ['schema/cluster-throttle-connections', 'cluster_outbound_throttle_connections', 'OBTC'],
  ['schema/cluster-throttle-messages', 'cluster_outbound_throttle_messages', 'OBTM'],
]

/** What the nodes of a cluster share. */
export const CLUSTER: readonly Requirement[] = [
  ...LIMITS.map(([code, option, replicated]) => limit(code, option, replicated)),
  valueForm({
    code: 'schema/cluster-nodeaddr',
    option: 'nodeaddr',
    wrong: ({ word = '' }) => isLoopback(word),
    says: 'leads nowhere but to this machine',
    detail: 'The other nodes come by it: give the address that they reach.',
  }),
  replicated(
    'schema/replicate-binding-group',
    'binding_group',
    ['outbound_cidr', 'outbound_domains'],
    {
      detail: 'Only outbound_cidr and outbound_domains are kept per binding group: remove it.',
    },
  ),
  replicated('schema/replicate-max-size', 'max_size', ['cache'], {
    detail: 'Only a cache has a size: remove it.',
  }),
  {
    code: 'schema/replicate-metrics',
    about: ['adaptive'],
    also: ['replicate'],
    beside: 'adaptive',
    *check(site) {
      for (const scope of site.scopesNamed('replicate')) {
        const { word, definition } = ownSetting(scope, 'parameters')
        if (typeOf(scope) !== 'metrics' || word?.includes('audit_series')) continue
        yield {
          at: definition === undefined ? headOf(scope) : nameOf(definition),
          summary: `${sayScope(scope)} leaves out what the module adaptive counts`,
          detail: 'Set parameters = "audit_series".',
        }
      }
    },
  },
  {
    code: 'schema/replicate-cache-name',
    about: ['replicate'],
    also: ['datasource'],
    *check(site) {
      const names = new Set(site.scopesNamed('datasource').map(({ instance }) => instance))
      for (const scope of site.scopesNamed('replicate')) {
        if (ownSetting(scope, 'type').word !== 'cache' || names.has(scope.instance)) continue
        if (site.mayBeMeant(['datasource'])) return
        yield {
          at: headOf(scope),
          summary: `There is no cache for ${sayScope(scope)}: no Datasource has this name`,
          detail: 'The name of a replicated cache is that of its Datasource.',
        }
      }
    },
  },
  {
    code: 'schema/msgc-lowercase',
    about: ['peers'],
    inStanza: true,
    *check(site) {
      for (const scope of site.scopesWith('peers')) {
        const { definition, value } = ownSetting(scope, 'peers')
        if (definition === undefined || value?.type !== 'dictionary') continue
        if (scope.name.toLowerCase() !== 'msgc_server') continue
        for (const { key, keyToken } of value.entries) {
          if (key === key.toLowerCase()) continue
          yield {
            at: { file: definition.inclusion.file.name, start: keyToken.start, end: keyToken.end },
            summary: `The name of peer "${key}" has capital letters`,
            detail: 'msgc does not start with them: write the name in lower case.',
          }
        }
      }
    },
  },
  scopeOfScope({
    code: 'schema/msgc-listener',
    scope: 'msgc_server',
    needs: 'msgcserver_listener',
    summary: 'Module msgc_server has no listener for its nodes',
    detail: 'Add MsgcServer_Listener { Listen ":4809" { } }.',
  }),
  {
    code: 'schema/msgc-same-file',
    about: ['msgc_server'],
    *check({ root }) {
      for (const scope of root.scopesNamed('msgc_server')) {
        for (const { inclusion, node } of scope.stanzas) {
          const { file } = inclusion
          if (basename(file.productPath) !== 'msgc_server.conf') continue
          const folder = /\/etc\/conf\/([^/]+)\/[^/]+$/.exec(file.productPath)?.[1]
          if (folder === undefined || folder === 'global') continue
          const { start, end } = node.nameToken
          yield {
            at: { file: file.name, start, end },
            summary: `msgc_server.conf stands in the folder "${folder}", not in "global"`,
            detail: 'It is one file, the same for all nodes: move it to the folder "global".',
          }
        }
      }
    },
  },
  {
    code: 'schema/msg-gen-node-names',
    line: '4',
    about: ['msg_gen'],
    also: ['peers'],
    *check(site) {
      const peers = site
        .scopesWith('peers')
        .flatMap((scope) => ownSetting(scope, 'peers').value ?? [])
        .flatMap((value) => (value.type === 'dictionary' ? value.entries : []))
        .map(({ key }) => key)
      if (peers.length === 0) return
      for (const module of site.root.scopesNamed('msg_gen')) {
        for (const node of module.scopesNamed('node')) {
          if (node.instance === undefined || peers.includes(node.instance)) continue
          yield {
            at: headOf(node),
            summary: `${sayScope(node)} has the name of no peer of msgc_server`,
            detail: `The names are the same in both places. There is ${listed(peers.slice(0, 6).map((name) => `"${name}"`))}.`,
          }
        }
      }
    },
  },
  {
    code: 'schema/cluster-logs',
    about: ['cluster'],
    *check(site) {
      const { configuration, root } = site
      const [cluster] = root.scopesNamed('cluster')
      if (configuration.role !== 'manager' || cluster === undefined) return
      if (root.scopesNamed('logs').length > 0 || site.mayBeMeant(['logs'])) return
      yield {
        at: headOf(cluster),
        summary: 'The manager gathers no logs of its nodes: there is no scope Logs',
        detail: 'Add Logs { } with what it is to gather, or leave it out on purpose.',
      }
    },
  },
  {
    code: 'schema/suspend-mmove',
    about: ['suspend_delivery'],
    also: ['cluster'],
    *check({ root }) {
      const setting = ownSetting(root, 'suspend_delivery')
      if (!setting.isOn || setting.definition === undefined) return
      if (root.scopesNamed('cluster').length === 0) return
      yield {
        at: nameOf(setting.definition),
        summary: 'Mail does not move between the nodes either while all delivery is suspended',
        detail:
          'To suspend what leaves the cluster only, set Suspend_Delivery in bindings or domains.',
      }
    },
  },
]

function limit(code: DiagnosticCode, option: string, wanted: string): Requirement {
  return {
    code,
    about: [option],
    also: ['replicate'],
    *check(site) {
      if (site.scopesNamed('replicate').some((scope) => typeOf(scope) === wanted.toLowerCase()))
        return
      const written = site.scopesWith(option).flatMap((scope) => {
        const setting = ownSetting(scope, option)
        const isNone = setting.number !== undefined && setting.number < 0
        const isOfHost = scope.name.toLowerCase() === 'host' && wanted === 'outbound_domains'
        return setting.definition === undefined || isNone || isOfHost
          ? []
          : [{ scope, definition: setting.definition }]
      })
      if (written.length === 0 || site.mayBeMeant(['replicate'])) return
      for (const { scope, definition } of written) {
        yield {
          at: nameOf(definition),
          summary: `Option ${sayOption(scope, option)} limits nothing: ${wanted} is not replicated`,
          detail: `Add Replicate "${wanted}" { } to the scope cluster.`,
        }
      }
    },
  }
}

function replicated(
  code: DiagnosticCode,
  option: string,
  types: readonly string[],
  { detail }: { readonly detail: string },
): Requirement {
  return {
    code,
    about: [option],
    *check(site) {
      if (!site.isWritten('replicate')) return
      for (const scope of site.scopesWith(option)) {
        if (scope.name.toLowerCase() !== 'replicate') continue
        const { definition } = ownSetting(scope, option)
        const type = typeOf(scope)
        if (definition === undefined || !KNOWN.has(type) || types.includes(type)) continue
        yield {
          at: nameOf(definition),
          summary: `Option ${sayOption(scope, option)} does nothing in ${sayScope(scope)}`,
          detail,
        }
      }
    },
  }
}

/** The types of what is replicated, in lower case. */
const KNOWN: ReadonlySet<string> = new Set([
  'cache',
  'inbound_cidr',
  'outbound_binding_domains',
  'outbound_cidr',
  'outbound_domains',
  'obtm',
  'obtc',
  'shared_named_throttles',
  'metrics',
  'eccmgr_metrics',
])

/** What a Replicate is about: its type, or else its name; in lower case. */
function typeOf(scope: Scope): string {
  return ownSetting(scope, 'type').word ?? (scope.instance ?? '').toLowerCase()
}

function isLoopback(text: string): boolean {
  const address = parseAddress(text, { lenient: true })
  if (address === undefined) return text === 'localhost'
  return address.length === 4
    ? address[0] === 127
    : address.every((byte, index) => byte === (index === 15 ? 1 : 0))
}

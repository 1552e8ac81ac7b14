import { headOf, nameOf } from '../../references/places.js'
import {
  exclusion,
  instanceForm,
  isOn,
  optionOfOption,
  relation,
  scopeOfOptions,
  valueForm,
} from '../kinds/options.js'
import type { Requirement } from '../requirement.js'
import { ownSetting, type Setting, sayOption, sayScope } from '../site.js'

const TRAPS = ['globalmailqueue', 'activequeue', 'delayedqueue', 'failedmessages', 'failmessages']

/** What is for the whole machine, and for names. */
export const GENERAL: readonly Requirement[] = [
  instanceForm({
    code: 'schema/binding-name',
    scope: 'binding',
    wrong: (name) => /[\s:]/.test(name),
    says: 'has a blank or a colon in it',
    detail: 'Take another name: binding names have neither.',
  }),
  instanceForm({
    code: 'schema/binding-group-name',
    scope: 'binding_group',
    wrong: (name) => /\s/.test(name),
    says: 'has a blank in it',
    detail: 'Take another name: names of groups have none.',
  }),
  exclusion({
    code: 'schema/capabilities-root',
    line: '4',
    option: 'capabilities',
    other: 'user',
    otherWhen: ({ word }) => word === 'root' || word === '0',
    here: true,
    detail: 'To run as root, leave Capabilities out.',
  }),
  relation({
    code: 'schema/max-fds',
    option: 'server_max_file_descriptors',
    other: 'server_max_outbound_connections',
    where: ({ parent }) => parent === undefined,
    holds: (descriptors, connections) => descriptors >= 4 * connections,
    says: 'is less than four times',
    defaults: true,
    detail: 'Each connection may need four descriptors: raise the first, or lower the second.',
  }),
  optionOfOption({
    code: 'schema/use-sendfile',
    option: 'use_sendfile',
    when: isOn,
    needs: 'use_mmap',
    of: isOn,
    being: '"Use_MMAP" is on',
    is: 'mostly does nothing',
    detail: 'Set Use_MMAP = true too.',
  }),
  optionOfOption({
    code: 'schema/hot-domains-pool',
    line: '4',
    option: 'hot_domains',
    when: ({ texts }) => texts.length > 0,
    needs: 'maintainer_pool',
    of: ({ definition }) => definition !== undefined,
    being: 'there is a "Maintainer_Pool"',
    detail: 'The domains are spread over the threads of that pool.',
  }),
  {
    code: 'schema/line-length-policy',
    about: ['rfc2822_max_line_length_policy'],
    also: ['rfc2822_max_line_length'],
    *check(site) {
      for (const scope of site.scopesWith('rfc2822_max_line_length_policy')) {
        const policy = ownSetting(scope, 'rfc2822_max_line_length_policy')
        const length = site.effective(scope, 'rfc2822_max_line_length')
        if (policy.definition === undefined || policy.word === 'none') continue
        if (length.number !== undefined && length.number > 998) continue
        if (length.definition === undefined && site.mayBeMeant(['rfc2822_max_line_length'])) return
        yield {
          at: nameOf(length.definition ?? policy.definition),
          summary: `The policy for long lines of ${sayScope(scope)} has no length above 998`,
          detail: 'Set RFC2822_Max_Line_Length to a number above 998.',
        }
      }
    },
  },
  ...['relay_domains', 'bounce_domains'].map((option) =>
    valueForm({
      code: 'schema/relay-bounce-domain-glob',
      option,
      wrong: ({ texts }) => texts.some((text) => /^\*[a-z0-9]/i.test(text)),
      says: 'has a pattern with a name right behind "*"',
      detail:
        'It matches other domains that end like this too: write the domain, and "*." before it.',
    }),
  ),
  ...(
    [
      ['response_transcode_pattern', 'response_transcode_replace'],
      ['response_transcode_replace', 'response_transcode_pattern'],
    ] as const
  ).map(([option, needs]) =>
    optionOfOption({
      code: 'schema/response-transcode-pair',
      option,
      needs,
      detail: 'An answer that matches the pattern is replaced: set both.',
    }),
  ),
  {
    code: 'schema/authz-enable',
    about: ['authorization'],
    also: ['enable_authorization'],
    *check(site) {
      const [scope] = site.root.scopesNamed('authorization')
      if (scope === undefined) return
      const places = site.scopesWith('enable_authorization')
      if (places.some((place) => ownSetting(place, 'enable_authorization').isOn)) return
      if (site.mayBeMeant(['enable_authorization', 'control_listener', 'listen'])) return
      yield {
        at: headOf(scope),
        summary: 'Authorization does nothing: it is on in no listener',
        detail: 'Set Enable_Authorization = true in Control_Listener.',
      }
    },
  },
  scopeOfOptions({
    code: 'schema/snmp-watch',
    scope: 'snmp_traps',
    where: (scope) => !ownSetting(scope, 'watch_variables').texts.length,
    needs: ['watch_variables'],
    detail: 'Watch one of GlobalMailQueue, ActiveQueue, DelayedQueue and FailedMessages at least.',
  }),
  valueForm({
    code: 'schema/snmp-watch',
    option: 'watch_variables',
    wrong: ({ value }: Setting) =>
      value?.type === 'dictionary' &&
      !value.entries.some(({ key }) => TRAPS.includes(key.toLowerCase())),
    says: 'watches nothing that there is a trap for',
    detail: 'Watch one of GlobalMailQueue, ActiveQueue, DelayedQueue and FailedMessages at least.',
  }),
  {
    code: 'schema/snmp-destination',
    about: ['snmp_traps'],
    also: ['destination'],
    *check(site) {
      if (site.scopesNamed('destination').length > 0) return
      for (const scope of site.root.scopesNamed('snmp_traps')) {
        if (site.mayBeMeant(['destination'])) return
        yield {
          at: headOf(scope),
          summary: `${scope.name} sends its traps nowhere`,
          detail: 'Add a Destination "ADDRESS:PORT" { } for each place that gets them.',
        }
      }
    },
  },
  valueForm({
    code: 'schema/mm7-path',
    line: '3',
    option: 'mm7_vasp_uri_paths',
    wrong: ({ texts }) => texts.some((text) => text !== '' && !text.endsWith('/')),
    says: 'has a path without "/" at its end',
    detail: 'The paths end with a slash.',
  }),
  {
    code: 'schema/seedlist-campaign',
    about: ['match_verp', 'pattern'],
    inStanza: true,
    *check(site) {
      for (const option of ['match_verp', 'pattern']) {
        for (const scope of site.scopesWith(option)) {
          const { definition, value, texts } = ownSetting(scope, option)
          if (definition === undefined || value === undefined) continue
          if (option === 'pattern' && scope.name.toLowerCase() !== 'match_header') continue
          if (texts.length === 0 || texts.every((text) => text.includes('<campaignid>'))) continue
          yield {
            at: { file: definition.inclusion.file.name, start: value.start, end: value.end },
            summary: `A pattern of ${sayOption(scope, option)} has no group named campaignid`,
            detail: 'The campaign is what the group matches: (?P<campaignid>...).',
          }
        }
      }
    },
  },
  {
    code: 'schema/mstore-options',
    about: ['mstore'],
    also: ['smpp_registered_delivery', 'mm7_delivery_report', 'mm7_mstore_save_message'],
    *check(site) {
      const [module] = site.root.scopesNamed('mstore')
      if (module === undefined) return
      const asks =
        site
          .scopesWith('smpp_registered_delivery')
          .some((scope) =>
            ownSetting(scope, 'smpp_registered_delivery').texts.some((text) => /smsc/i.test(text)),
          ) ||
        site
          .scopesWith('mm7_delivery_report')
          .some((scope) => ownSetting(scope, 'mm7_delivery_report').isOn)
      const names = ['smpp_registered_delivery', 'mm7_delivery_report']
      if (asks || site.mayBeMeant(names)) return
      yield {
        at: headOf(module),
        summary: 'Module mstore keeps nothing: no delivery report is asked for',
        detail:
          'Set SMPP_Registered_Delivery = ( "SMSC_Delivery" ), or MM7_Delivery_Report = true.',
      }
    },
  },
]

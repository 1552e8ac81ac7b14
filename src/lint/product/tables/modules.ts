import { headOf, nameOf, relatedTo } from '../../references/places.js'
import { loadOrder, moduleOfModules, optionsOfModule, scopeOfScope } from '../kinds/modules.js'
import { isOn, optionOfOption, valueForm } from '../kinds/options.js'
import type { Requirement } from '../requirement.js'
import { ownSetting, sayScope } from '../site.js'

const MOST_RADIUS_SERVERS = 10

/** Modules that need others, and options that need modules. */
export const MODULES: readonly Requirement[] = [
  moduleOfModules({
    code: 'schema/adaptive-inbound-audit',
    module: 'adaptive',
    needs: ['inbound_audit'],
  }),
  moduleOfModules({
    code: 'schema/alerting-inbound-audit',
    line: '4',
    module: 'alerting',
    needs: ['inbound_audit'],
  }),
  moduleOfModules({
    code: 'schema/scriptlet-alerting',
    module: 'scriptlet',
    needs: ['alerting'],
  }),
  moduleOfModules({
    code: 'schema/smtpapi-msg-gen',
    line: '4',
    module: 'smtpapi',
    needs: ['msg_gen'],
  }),
  moduleOfModules({
    code: 'schema/reception-timing-chunk',
    line: '4',
    module: 'reception_timing',
    needs: ['reception_timing_logger', 'chunk_logger'],
  }),
  optionsOfModule({
    code: 'schema/adaptive-options-module',
    options: ['adaptive_enabled', 'adaptive_scope'],
    module: 'adaptive',
  }),
  optionsOfModule({
    code: 'schema/dane-module',
    line: '4',
    since: '4.8',
    options: ['use_dane', 'enable_dane'],
    module: 'dane',
  }),
  optionsOfModule({
    code: 'schema/delay-dsn-module',
    options: ['generate_delay_dsn', 'delay_dsn_retry_interval', 'delay_dsn_max_retry_interval'],
    module: 'delay_dsn',
  }),
  optionsOfModule({ code: 'schema/dk-module', options: ['domainkeys'], module: 'dk_sign' }),
  optionsOfModule({
    code: 'schema/dkim-option-module',
    line: '3',
    options: ['dkim'],
    module: 'dkim_sign',
  }),
  optionsOfModule({
    code: 'schema/opendkim-sign-module',
    options: ['opendkim_sign'],
    module: 'opendkim',
  }),
  {
    code: 'schema/auth-radius-server',
    about: ['auth_radius'],
    inStanza: true,
    *check(site) {
      for (const module of site.root.scopesNamed('auth_radius')) {
        const servers = module.scopes.filter(({ name }) => name.toLowerCase() === 'server')
        const tooMany = servers[MOST_RADIUS_SERVERS]
        if (tooMany === undefined) continue
        yield {
          at: headOf(tooMany),
          summary: `Module auth_radius has ${servers.length} servers, and takes ${MOST_RADIUS_SERVERS}`,
          detail: 'Remove those that it can do without.',
        }
      }
    },
  },
  loadOrder({ code: 'schema/apn-logger-order', first: 'apn', before: ['apn_logger'] }),
  loadOrder({ code: 'schema/gcm-logger-order', first: 'gcm', before: ['gcm_logger'] }),
  loadOrder({
    code: 'schema/mms-logger-order',
    line: '3',
    first: 'mm7',
    before: ['mms_logger', 'mms_bounce_logger'],
  }),
  loadOrder({
    code: 'schema/gmsi-order',
    first: 'gmsi_imprinter',
    before: ['dkim_sign', 'dk_sign'],
  }),
  loadOrder({ code: 'schema/xmpp-order', line: '3', first: 'xmpp', before: ['xmpp_listener'] }),
  loadOrder({
    code: 'schema/sweep-rule-module',
    first: 'adaptive',
    before: ['adaptive_sweep_rule'],
  }),
  optionOfOption({
    code: 'schema/event-hydrant-jlog',
    line: '4',
    option: 'jlog_filename',
    where: ({ name }) => name.toLowerCase() === 'event_hydrant',
    needs: 'write_jlog',
    of: isOn,
    being: '"write_jlog" is on',
    here: true,
    detail: 'Set write_jlog = true, or remove the name of the file.',
  }),
  optionOfOption({
    code: 'schema/msg-gen-scheduled-send',
    since: '4.4',
    option: 'scheduled_send',
    when: isOn,
    needs: 'keep_message_dicts_in_memory',
    of: isOn,
    being: '"keep_message_dicts_in_memory" is on',
    detail: 'Set Keep_Message_Dicts_In_Memory = true in the global scope.',
  }),
  optionOfOption({
    code: 'schema/msg-gen-transactional',
    line: '4',
    option: 'gen_transactional_threads',
    needs: 'gen_count',
    of: ({ number }) => number !== undefined && number > 0,
    being: '"gen_count" is above 0',
    detail: 'The transactional threads are some of those that gen_count makes.',
  }),
  valueForm({
    code: 'schema/conntrol-banner',
    option: 'banner',
    where: ({ name, options }) =>
      name.toLowerCase() === 'conntrol' && options.has('disconnect_ratware'),
    wrong: ({ word }) => word !== undefined && !/^[2-5]\d\d[ -]/.test(word),
    says: 'is no complete answer of SMTP',
    detail:
      'With disconnect_ratware the banner is sent as it stands: begin it with a code, such as 220.',
  }),
  {
    code: 'schema/scriptlet-one-name',
    line: '4',
    about: ['scriptlet'],
    *check({ root }) {
      const [first, ...others] = root.scopesNamed('scriptlet')
      for (const scope of others) {
        if (first === undefined) break
        yield {
          at: headOf(scope),
          summary: `${sayScope(scope)} has another name than ${sayScope(first)}`,
          detail: 'All scripts belong to one scriptlet: give both stanzas the same name.',
          related: [{ ...headOf(first), note: 'the first one' }],
        }
      }
    },
  },
  {
    code: 'schema/scriptlet-boot',
    line: '4',
    about: ['scriptlet'],
    *check(site) {
      const { root } = site
      const scriptlets = root.scopesNamed('scriptlet')
      const scripts = scriptlets.flatMap((scope) => scope.scopesNamed('script'))
      const [first] = scriptlets
      if (first === undefined || scripts.length === 0) return
      if (scripts.some(({ instance }) => instance === 'boot')) return
      if (site.mayBeMeant(['script'])) return
      yield {
        at: headOf(first),
        summary: `${sayScope(first)} has no script "boot"`,
        detail: 'The boot script is best always loaded: script "boot" { source = "msys.boot" }.',
      }
    },
  },
  scopeOfScope({
    code: 'schema/httpsrv-msg-gen',
    line: '4',
    scope: 'httpsrv',
    needs: 'http_listener',
    summary: 'Module httpsrv serves nothing: there is no HTTP_Listener',
    detail: 'Add an HTTP_Listener with a Listen.',
  }),
  {
    code: 'schema/passive-policy',
    line: '4',
    about: ['eleven', 'commtouch_ctasd', 'csapi', 'cloudmark'],
    *check(site) {
      const scripts = ['scriptlet', 'sieve', 'ac_auth']
      if (scripts.some((name) => site.root.scopesNamed(name).length > 0)) return
      for (const name of ['eleven', 'commtouch_ctasd', 'csapi', 'cloudmark']) {
        const [module] = site.root.scopesNamed(name)
        const setting = module && ownSetting(module, 'enabled')
        if (setting?.definition === undefined || setting.isOn) continue
        if (site.mayBeMeant(scripts)) return
        yield {
          at: nameOf(setting.definition),
          summary: `Module ${name} is not enabled, and no script sends it messages`,
          detail:
            'A module with enabled = false scans only what a script of scriptlet or sieve sends it.',
        }
      }
    },
  },
  {
    code: 'schema/outbound-auth-dicts',
    about: ['outbound_smtp_auth'],
    also: ['keep_message_dicts_in_memory'],
    *check(site) {
      const [module] = site.root.scopesNamed('outbound_smtp_auth')
      const setting = site.effective(site.root, 'keep_message_dicts_in_memory')
      if (module === undefined || setting.isOn) return
      yield {
        at: headOf(module),
        summary: 'Module outbound_smtp_auth works better with "keep_message_dicts_in_memory"',
        detail: 'Set Keep_Message_Dicts_In_Memory = true in the global scope.',
        ...(setting.definition && { related: [relatedTo(setting.definition, 'set here')] }),
      }
    },
  },
  ...['dkim', 'sieve', 'smtp_cbv'].map(
    (name): Requirement => ({
      code: `schema/${name === 'smtp_cbv' ? 'smtp-cbv' : name}-event-loops` as Requirement['code'],
      line: '3',
      about: name === 'dkim' ? ['dkim_sign', 'dkim_validate'] : [name],
      *check({ root }) {
        const [loop] = root.scopesNamed('eventloop')
        if (loop === undefined) return
        const modules = name === 'dkim' ? ['dkim_sign', 'dkim_validate'] : [name]
        for (const module of modules.flatMap((each) => root.scopesNamed(each)[0] ?? [])) {
          yield {
            at: headOf(module),
            summary: `Module ${module.name} does not work with several event loops`,
            detail:
              name === 'dkim'
                ? 'Sign and check with opendkim, or take the EventLoop out.'
                : 'Take the module or the EventLoop out.',
            related: [{ ...headOf(loop), note: 'the event loops' }],
          }
        }
      },
    }),
  ),
]

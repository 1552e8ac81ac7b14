import { headOf, nameOf } from '../../references/places.js'
import { optionOfOption, scopeOfOptions, valueForm } from '../kinds/options.js'
import type { Requirement } from '../requirement.js'
import { ownSetting, type Setting, sayOption, sayScope } from '../site.js'

const FORMATS = [
  'delivery_format',
  'permanent_failure_format',
  'reception_format',
  'rejection_format',
  'transient_failure_format',
] as const

const MACROS_OF_TLS = /%(?:outbound_tls\w*|local_ip)\b/

/** Modules that write logs. */
export const LOGGING: readonly Requirement[] = [
  ...(['include', 'exclude'] as const).map((which) =>
    optionOfOption({
      code: `schema/as-logger-${which}`,
      option: `series_${which}`,
      needs: 'series_include_default',
      of: ({ word }) => word === (which === 'include' ? 'none' : 'all'),
      being: `"series_include_default" is ${which === 'include' ? 'none' : 'all'}`,
      detail: 'The list names exceptions from what series_include_default says.',
    }),
  ),
  {
    code: 'schema/tls-macros-module',
    about: FORMATS,
    also: ['custom_logger', 'namespace'],
    *check(site) {
      for (const scope of site.scopesNamed('custom_logger')) {
        for (const option of FORMATS) {
          const { definition, texts } = ownSetting(scope, option)
          if (definition === undefined || !texts.some((text) => MACROS_OF_TLS.test(text))) continue
          const isLoaded = site.isLoaded('tls_macros')
          if (isLoaded && hasNamespace(ownSetting(scope, 'namespace'))) continue
          if (site.mayBeMeant(['tls_macros', 'namespace'])) return
          yield {
            at: nameOf(definition),
            summary: `The macros for TLS in ${sayOption(scope, option)} of ${sayScope(scope)} are not known`,
            detail: isLoaded
              ? 'Add outbound_tls to the namespace of the logger.'
              : 'Load the module tls_macros, and add outbound_tls to the namespace of the logger.',
          }
        }
      }
    },
  },
  ...FORMATS.map((option) =>
    valueForm({
      code: 'schema/custom-logger-delimiters',
      option,
      where: ({ name }) => name.toLowerCase() === 'custom_logger',
      wrong: ({ texts }) => texts.some((text) => /::|__/.test(text.replace(/\{[^}]*\}/g, ''))),
      says: 'has a doubled ":" or "_" between its fields',
      detail: 'Separate the fields by another character, such as "@".',
    }),
  ),
  scopeOfOptions({
    code: 'schema/alias-scheme',
    scope: 'scheme',
    where: ({ parent }) => parent?.name.toLowerCase() === 'alias',
    needs: ['cache', 'query'],
    detail: 'A Scheme names the cache that it asks, and the query.',
  }),
  {
    code: 'schema/fbl-header',
    about: ['enable_fbl_header_insertion'],
    also: ['fbl'],
    *check(site) {
      const modules = site.root.scopesNamed('fbl')
      if (modules.some((scope) => site.effective(scope, 'auto_log').isOn)) return
      for (const scope of site.scopesWith('enable_fbl_header_insertion')) {
        const setting = ownSetting(scope, 'enable_fbl_header_insertion')
        if (setting.definition === undefined || !setting.isOn) continue
        if (site.mayBeMeant(['fbl', 'auto_log'])) return
        yield {
          at: nameOf(setting.definition),
          summary: `No header is inserted for ${sayScope(scope)}: "auto_log" of fbl is not on`,
          detail: 'Set auto_log = true in the module fbl.',
        }
      }
    },
  },
  {
    code: 'schema/fbl-relay-domains',
    about: ['addresses'],
    also: ['fbl', 'relay_domains'],
    *check(site) {
      const domains = site
        .scopesWith('relay_domains')
        .flatMap((scope) => ownSetting(scope, 'relay_domains').texts)
      for (const scope of site.scopesNamed('fbl')) {
        const { definition, texts } = ownSetting(scope, 'addresses')
        if (definition === undefined) continue
        const away = texts.map(domainOf).find((name) => name && !isIn(name, domains))
        if (away === undefined || site.mayBeMeant(['relay_domains'])) continue
        yield {
          at: nameOf(definition),
          summary: `Complaints to ${away} are not taken: it is no relay domain`,
          detail: 'Add it to Relay_Domains, so that the reports come in.',
        }
      }
    },
  },
  valueForm({
    code: 'schema/curfew-notice',
    line: '4',
    since: '5.3',
    option: 'debug_level',
    where: ({ name }) => name.toLowerCase() === 'curfew',
    wrong: ({ word = '' }) => ['warning', 'error', 'critical'].includes(word),
    says: 'hides what the curfew logs',
    detail: 'Its lines are written at the level NOTICE.',
  }),
  {
    code: 'schema/bounce-override-live',
    about: ['live_bounce_updates'],
    also: ['bounce_classifier_override'],
    *check(site) {
      const [live] = site.root.scopesNamed('live_bounce_updates')
      if (live === undefined) return
      for (const scope of site.root.scopesNamed('bounce_classifier_override')) {
        const setting = site.effective(scope, 'enable_system_updates')
        if (setting.isOn) continue
        yield {
          at: setting.definition === undefined ? headOf(scope) : nameOf(setting.definition),
          summary: `${scope.name} does not take the live updates`,
          detail: 'Set enable_system_updates = true.',
          related: [{ ...headOf(live), note: 'the updates' }],
        }
      }
    },
  },
]

function hasNamespace({ texts }: Setting): boolean {
  return texts.some((text) => /\boutbound_tls\b/i.test(text))
}

/** The domain of `fbl@example.com`, or of an expression for such an address; in lower case. */
function domainOf(text: string): string | undefined {
  const plain = text.replace(/^\^|\$$/g, '').replace(/\\\.|\[\.\]/g, '.')
  return /^[^@\s]*@([a-z0-9.-]+\.[a-z]{2,})$/i.exec(plain)?.[1]?.toLowerCase()
}

function isIn(name: string, globs: readonly string[]): boolean {
  return globs.some((glob) => {
    const pattern = glob
      .toLowerCase()
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')
    try {
      return new RegExp(`^${pattern}$`).test(name)
    } catch {
      return true
    }
  })
}

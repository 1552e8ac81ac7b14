import type { Scope } from '../../../config/index.js'
import type { DiagnosticCode } from '../../../diagnostics/index.js'
import { headOf, nameOf, relatedTo } from '../../references/places.js'
import type { Requirement } from '../requirement.js'
import { ownSetting, type Site, sayOption, sayScope, type Violation } from '../site.js'

/** What a module that signs cannot do without. */
interface Signing {
  readonly code: DiagnosticCode
  readonly module: string
  /** The inner scope for one domain, in lower case. */
  readonly domain: string
  readonly option: string
  /** Whether the option is one of the module alone, for all domains. */
  readonly ofModule?: true
  readonly detail: string
}

const KEY = 'Name the file of the private key, in the module or in the stanza of the domain.'
const SELECTOR = 'Set it in the module, or in the stanza of each domain.'
const HEADERS =
  'List the headers to sign, From among them: headerlist = ( "From" "Subject" "Date" ).'

/** Signatures under mail. */
export const SIGNING: readonly Requirement[] = [
  ...(
    [
      ['schema/opendkim-key', 'opendkim', 'dkim_domain', 'key', KEY],
      ['schema/opendkim-selector', 'opendkim', 'dkim_domain', 'selector', SELECTOR],
      ['schema/opendkim-headerlist', 'opendkim', 'dkim_domain', 'headerlist', HEADERS],
      ['schema/dkim-key', 'dkim_sign', 'dk_domain', 'key', KEY],
      ['schema/dkim-headerlist', 'dkim_sign', 'dk_domain', 'headerlist', HEADERS],
      ['schema/dk-key', 'dk_sign', 'dk_domain', 'key', KEY],
      ['schema/dk-selector', 'dk_sign', 'dk_domain', 'selector', SELECTOR],
    ] as const
  ).map(([code, module, domain, option, detail]) =>
    signing({ code, module, domain, option, detail }),
  ),
  {
    code: 'schema/opendkim-headerlist-global',
    about: ['headerlist'],
    also: ['dkim_domain'],
    *check(site) {
      for (const scope of site.scopesNamed('dkim_domain')) {
        const own = ownSetting(scope, 'headerlist').definition
        const outer = scope.parent && ownSetting(scope.parent, 'headerlist').definition
        if (own === undefined || outer === undefined) continue
        yield {
          at: nameOf(own),
          summary: `The header list of ${sayScope(scope)} is not its own`,
          detail: 'One list counts for all messages that the module signs: set it in the module.',
          related: [relatedTo(outer, 'the list of the module')],
        }
      }
    },
  },
]

function signing({ code, module, domain, option, detail }: Signing): Requirement {
  return {
    code,
    ...(module === 'dkim_sign' && { line: '3' as const }),
    about: [module],
    *check(site) {
      const found = [...lacking(site, module, domain, option, detail)]
      if (found.length > 0 && !site.mayBeMeant([option, domain])) yield* found
    },
  }
}

/**
 * The domains without the option, or the module when no domain has a stanza of its own. A module
 * without either may be driven by a script.
 */
function* lacking(
  { root }: Site,
  module: string,
  domain: string,
  option: string,
  detail: string,
): IterableIterator<Violation> {
  for (const scope of root.scopesNamed(module)) {
    if (scope.options.has(option)) continue
    const domains = scope.scopesNamed(domain)
    const without = domains.filter(({ options }) => !options.has(option))
    const places: readonly Scope[] =
      option === 'headerlist' && without.length > 0 ? [scope] : without
    for (const place of domains.length === 0 ? [scope] : places) {
      yield {
        at: headOf(place),
        summary: `${sayScope(place)} signs without ${sayOption(scope, option)}`,
        detail,
      }
    }
  }
}

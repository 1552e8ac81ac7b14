import type { Configuration } from '../../config/index.js'
import { diagnostic } from '../../diagnostics/index.js'
import type { ConfigurationRule } from '../engine/rule.js'
import { compareVersions, parseVersion } from '../engine/version.js'
import type { Requirement } from './requirement.js'
import { Site } from './site.js'
import { ADAPTIVE } from './tables/adaptive.js'
import { CLUSTER } from './tables/cluster.js'
import { DELIVERY } from './tables/delivery.js'
import { DURAVIP } from './tables/duravip.js'
import { GENERAL } from './tables/general.js'
import { LISTENING } from './tables/listeners.js'
import { LOGGING } from './tables/logging.js'
import { MODULES } from './tables/modules.js'
import { SCANNERS } from './tables/scanners.js'
import { SIGNING } from './tables/signing.js'

/** All that the documentation of the product asks for, with a finding for each. */
export const REQUIREMENTS: readonly Requirement[] = [
  ...ADAPTIVE,
  ...CLUSTER,
  ...DELIVERY,
  ...DURAVIP,
  ...GENERAL,
  ...LISTENING,
  ...LOGGING,
  ...MODULES,
  ...SCANNERS,
  ...SIGNING,
]

const names: ReadonlySet<string> = new Set(
  REQUIREMENTS.flatMap(({ about, also = [] }) => [...about, ...also]),
)

const sites = new WeakMap<Configuration, Site>()

function siteOf(configuration: Configuration): Site {
  let site = sites.get(configuration)
  if (site === undefined) {
    site = new Site(configuration, names)
    sites.set(configuration, site)
  }
  return site
}

/** The requirements as rules of the linter. */
export const PRODUCT_RULES: readonly ConfigurationRule[] = REQUIREMENTS.map((requirement) => ({
  codes: [requirement.code],
  about: requirement.about,
  ...(requirement.inStanza && { inStanza: true }),
  *check(configuration, { target }) {
    if (!holdsIn(requirement, target)) return
    if (!requirement.inStanza && !isWhole(configuration)) return
    const site = siteOf(configuration)
    if (!requirement.inStanza && !site.isComplete) return
    const { beside } = requirement
    if (beside !== undefined && site.root.scopesNamed(beside).length === 0) return
    for (const { at, summary, detail, related = [] } of requirement.check(site)) {
      yield diagnostic(requirement.code, at, summary, {
        detail,
        ...(related.length > 0 && { related }),
      })
    }
  },
}))

/**
 * Whether a configuration is all that a program reads. Of a main file with another name than theirs
 * nobody knows what stands beside it.
 */
function isWhole({ role }: Configuration): boolean {
  return role !== 'unknown'
}

/** Whether a version of the product asks for it. Without one, what any version asks for counts. */
function holdsIn({ line, since }: Requirement, target: string | undefined): boolean {
  const version = target === undefined ? undefined : parseVersion(target)
  if (version === undefined) return true
  if (line !== undefined && version.line !== line) return false
  const first = since === undefined ? undefined : parseVersion(since)
  return first === undefined || compareVersions(version, first) >= 0
}

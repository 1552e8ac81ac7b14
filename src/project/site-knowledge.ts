import { dirname, resolve } from 'node:path'
import type { LoadOptions } from '../config/index.js'
import type { Severities } from '../diagnostics/index.js'
import type { LintOptions } from '../lint/index.js'
import { registry } from '../schema/index.js'
import { type SiteSchema, withSiteScopes } from '../schema/site/index.js'
import type { Host } from './host.js'
import { SETTINGS_FILE, settingsFinder } from './settings/find.js'

/**
 * What the settings beside a main file, or above it, and the command line say about how the configuration
 * is judged. Plain data: threads are told it.
 */
export interface SiteKnowledge {
  readonly rules: Severities
  readonly schemas: readonly SiteSchema[]
  /** The version of the product that the configuration is for. */
  readonly target: string | undefined
  /** The files that say it and that nobody has named: absolute. */
  readonly files: readonly string[]
}

export interface FoundKnowledge {
  /** Undefined where there are no settings, or none that are believed, and no version is named. */
  readonly knowledge: SiteKnowledge | undefined
  /** The settings that are not believed, and why, a line each. */
  readonly passedOver: readonly string[]
}

/**
 * Reads them as `lint` does, with the same trust in who owns them.
 * @param named the settings file that somebody has named, instead of the nearest one
 * @param version the version that somebody has named, instead of the target of the settings
 * @throws Failure when they are wrong
 */
export async function siteKnowledge(
  main: string,
  named: string | undefined,
  version?: string | undefined,
): Promise<FoundKnowledge> {
  const passedOver: string[] = []
  const nothing = () => undefined
  const host: Host = {
    note: nothing,
    warn: (line) => passedOver.push(line),
    wrote: nothing,
    reads: nothing,
  }
  const settings = await settingsFinder(named, host)(dirname(resolve(main)))
  if (settings === undefined) {
    if (version === undefined) return { knowledge: undefined, passedOver }
    return { knowledge: { rules: {}, schemas: [], target: version, files: [] }, passedOver }
  }
  const { rules, target, schemas: paths, folder } = settings
  const found = named === undefined ? [resolve(folder, SETTINGS_FILE), ...paths] : []
  return {
    knowledge: {
      rules,
      target: version ?? target,
      schemas: await schemasAt(paths, host),
      files: found,
    },
    passedOver,
  }
}

/** What settings say about loading, added to what else is said about it. */
export async function withKnowledge(
  load: LoadOptions,
  site: SiteKnowledge | undefined,
): Promise<LoadOptions> {
  if (site === undefined) return load
  const { rules, schemas } = site
  if (schemas.length === 0) return { ...load, rules }
  const { loadSiteValidators } = await import('../lint/site/index.js')
  const validators = (await loadSiteValidators())(schemas)
  return { ...load, rules, registry: withSiteScopes(registry(), schemas, validators) }
}

/** What settings say about the version that is checked against, added to how else it is checked. */
export function withTarget(
  options: LintOptions | undefined,
  site: SiteKnowledge | undefined,
): LintOptions {
  const target = options?.target ?? site?.target
  return { ...options, ...(target !== undefined && { target }) }
}

/** The code that reads schemas is loaded when there are any. */
async function schemasAt(paths: readonly string[], host: Host): Promise<readonly SiteSchema[]> {
  if (paths.length === 0) return []
  const { SchemaFiles } = await import('./schema-files.js')
  return new SchemaFiles(host).at(paths)
}

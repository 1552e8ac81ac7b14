import { dirname, resolve } from 'node:path'
import type { Configuration, LoadOptions } from '../src/config/index.js'
import { loadOptions } from '../src/project/choice.js'
import type { FoundMain } from '../src/project/main-files/installed.js'
import { openMain } from '../src/project/main-files/open-main.js'
import { regularFilesOnly, writtenFilesOnly } from '../src/project/main-files/regular-files.js'
import { shownPath } from '../src/project/paths/shown-path.js'
import { settingsFinder } from '../src/project/settings/find.js'
import type { Settings } from '../src/project/settings/settings.js'
import type { LintTarget } from '../src/project/targets/lint-targets.js'
import { visible } from '../src/report/index.js'
import type { ConfigurationFlags } from './arguments/flags.js'
import { HOST } from './host.js'
import { inputEnvironment } from './streams/inputs.js'
import { note } from './terminal/terminal.js'

/**
 * The settings for the configuration that the flags mean: those that lie nearest to its main file,
 * or to the working directory when no flag names one.
 * @throws Failure when they are wrong
 */
export function settingsFor({
  config,
  settings,
}: Pick<ConfigurationFlags, 'config' | 'settings'>): Promise<Settings | undefined> {
  return settingsFinder(settings, HOST)(config === undefined ? '.' : dirname(resolve(config)))
}

/** What the flags say about loading, with the settings that belong to the main file. @throws Failure */
export async function loadOptionsFor(flags: ConfigurationFlags): Promise<LoadOptions> {
  return withSiteModules(flags, await settingsFor(flags))
}

/** What flags and settings say about loading, with what the site's schemas declare. @throws Failure */
async function withSiteModules(
  flags: ConfigurationFlags,
  settings: Settings | undefined,
): Promise<LoadOptions> {
  const options = loadOptions(flags, settings, inputEnvironment())
  if (settings === undefined || settings.schemas.length === 0) return options
  const { SiteSchemas } = await import('../src/project/site-schemas.js')
  return { ...options, registry: (await SiteSchemas.prepare(HOST)).registry(settings.schemas) }
}

/**
 * As `loadConfiguration`, for a command that writes files of the configuration.
 * @throws Failure
 * @throws Refusal for a main file that is no regular file
 */
export function loadAnnounced(flags: ConfigurationFlags): Promise<Configuration> {
  return loadConfiguration(flags, announce, writtenFilesOnly)
}

/** Says which main file is meant when no flag names it: before anything is written. */
export function announce({ path, how }: FoundMain): void {
  note(`Main file: ${visible(shownPath(path))}, found ${visible(how)}\n`)
}

/**
 * Loads the configuration that the flags mean; without `--config` the one that the settings name, or
 * else the one that the installation runs with.
 * @param onFound is told which main file is meant when no flag names it, before it is read
 * @param readingOf how the main file that a flag names is to be read, beside what the flags say
 * @param bySettings whether the severities of the settings hold for it
 * @throws Failure when there is none, or it cannot be read
 */
export async function loadConfiguration(
  flags: ConfigurationFlags,
  onFound: (found: FoundMain) => void = () => undefined,
  readingOf: (options: LoadOptions) => LoadOptions = (options) => options,
  bySettings = true,
): Promise<Configuration> {
  return loadWith(await settingsFor(flags), flags, onFound, readingOf, bySettings)
}

/**
 * As `loadConfiguration`, with the settings that say how it is checked.
 * @throws Failure
 */
export async function loadTarget(flags: ConfigurationFlags): Promise<LintTarget> {
  const settings = await settingsFor(flags)
  const configuration = await loadWith(settings, flags)
  return { configuration, settings, fragment: false }
}

async function loadWith(
  settings: Settings | undefined,
  flags: ConfigurationFlags,
  onFound: (found: FoundMain) => void = () => undefined,
  readingOf: (options: LoadOptions) => LoadOptions = (options) => options,
  bySettings = true,
): Promise<Configuration> {
  const told = await withSiteModules(flags, settings)
  const options = bySettings ? told : { ...told, rules: undefined }
  if (flags.config !== undefined) {
    const { config } = flags
    const open = (its: LoadOptions) => openMain(config, readingOf(its), HOST)
    const configuration = await open(options)
    if (flags.node === undefined) return configuration
    const { ofNode } = await import('../src/project/targets/nodes.js')
    return ofNode(configuration, options, open)
  }
  if (settings !== undefined && settings.main.length > 0) {
    const { onlyMain } = await import('../src/project/main-files/of-settings.js')
    const main = onlyMain(settings, flags.sysroot, HOST)
    onFound({ path: main, how: `as ${settings.name} says` })
    return openMain(main, regularFilesOnly(options), HOST)
  }
  const { loadInstalled } = await import('../src/project/main-files/installed.js')
  return loadInstalled(options, HOST, onFound)
}

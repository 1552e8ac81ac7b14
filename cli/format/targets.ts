import { dirname, resolve } from 'node:path'
import type { ConfigFile, Configuration, LoadOptions } from '../../src/config/index.js'
import type { FormatTarget } from '../../src/edit/index.js'
import {
  configurationFiles,
  isFolder,
  mayBeThere,
} from '../../src/project/main-files/configuration-files.js'
import { realPathOf } from '../../src/project/paths/real-path.js'
import { openProject } from '../../src/project/recovery/open-project.js'
import { settingsFinder } from '../../src/project/settings/find.js'
import type { Settings, SettingsAt } from '../../src/project/settings/settings.js'
import { failure } from '../../src/project/system-failure.js'
import { loadAnnounced, loadOptions } from '../configuration.js'
import { Failure } from '../failure.js'
import type { ConfigurationFlags } from '../flags.js'
import { HOST } from '../host.js'
import { inputEnvironment } from '../inputs.js'
import { type LintTarget, lintTargets } from '../lint-targets.js'
import { isInOtherLanguage, OTHER_LANGUAGE } from '../other-languages.js'
import { Progress } from '../progress.js'
import { withStandardInput } from '../standard-input.js'

export const STANDARD_INPUT = '-'

/** A file that the command line means. */
export interface MeantFile extends FormatTarget {
  /** Whether it was named, and not only met in a folder or a configuration. */
  readonly named: boolean
}

/** What `fmt` is to format. */
export interface MeantFiles {
  readonly files: readonly MeantFile[]
  /** What could not be read. */
  readonly failures: readonly Failure[]
  /** What settings pass over, a line each. */
  readonly ignored: readonly string[]
}

type Flags = ConfigurationFlags & {
  readonly words: readonly string[]
  readonly stdinFilename: string | undefined
}

/**
 * The files that the words mean: those that are named, all below a folder, and without words those of
 * the configuration. Each is read as part of the configurations that it belongs to, as for `lint`.
 * @throws Failure when settings are wrong, or there is no configuration
 */
export async function meantFiles(flags: Flags): Promise<MeantFiles> {
  if (flags.words.length === 0) return filesOf(await loadAnnounced(flags))
  const progress = new Progress()
  try {
    return await namedFiles(flags, progress)
  } finally {
    progress.end()
  }
}

function filesOf(configuration: Configuration): MeantFiles {
  const files = configuration.files
    .filter(({ virtual }) => !virtual)
    .map((file) => ({ file, configurations: [configuration], named: false }))
  return { files, failures: [], ignored: [] }
}

async function namedFiles(flags: Flags, progress: Progress): Promise<MeantFiles> {
  const settingsAt = settingsFinder(flags.settings, HOST)
  const inputName = flags.stdinFilename ?? STANDARD_INPUT
  const input = flags.words.includes(STANDARD_INPUT) ? inputName : undefined
  const machine = inputEnvironment()
  const known = input === undefined ? machine : await withStandardInput(machine, input)
  const options = (settings: Settings | undefined): LoadOptions => ({
    ...loadOptions(flags, settings),
    environment: progress.watch(known),
  })
  const { names, missing, foreign } = sortNames(flags.words, input)
  const { targets, failures, ignored } = await lintTargets(names, {
    settingsAt,
    loadOptions: options,
    hasRole: flags.role !== undefined,
    includes: true,
    mains: flags.config === undefined ? [] : [await namedMain(flags.config, settingsAt, options)],
    onFiles: (count) => progress.expect(count),
  })
  const paths = await pathsOf(names, settingsAt)
  return {
    files: [...paths].flatMap(([path, named]) => filesAt(path, named, targets)),
    failures: [
      ...missing.map((name) => new Failure(`${name}: no such file or directory`)),
      ...failures,
    ],
    ignored: [
      ...foreign.map((name) => `${name}: passed over, because ${OTHER_LANGUAGE}`),
      ...ignored,
    ],
  }
}

/**
 * The names that there are, those that there are not, and those of files in another language.
 * @param input what standard input stands for
 * @throws Failure when that is in another language: there is no way to pass it over
 */
function sortNames(words: readonly string[], input: string | undefined) {
  const sorted = { names: [] as string[], missing: [] as string[], foreign: [] as string[] }
  for (const word of words) {
    const name = word === STANDARD_INPUT && input !== undefined ? input : word
    const isForeign = isInOtherLanguage(name) && !isFolder(name)
    if (name === input && isForeign) throw new Failure(`${name}: ${OTHER_LANGUAGE}`)
    if (name !== input && !mayBeThere(name)) sorted.missing.push(name)
    else if (isForeign) sorted.foreign.push(name)
    else sorted.names.push(name)
  }
  return sorted
}

async function namedMain(
  main: string,
  settingsAt: SettingsAt,
  options: (settings: Settings | undefined) => LoadOptions,
): Promise<LintTarget> {
  const settings = await settingsAt(dirname(resolve(main)))
  try {
    return {
      configuration: await openProject(main, options(settings), HOST),
      settings,
      fragment: false,
    }
  } catch (error) {
    throw failure(error, main)
  }
}

/** The real paths that names stand for, each with whether it is one of the names itself. */
async function pathsOf(
  names: readonly string[],
  settingsAt: SettingsAt,
): Promise<Map<string, boolean>> {
  const paths = new Map<string, boolean>()
  for (const name of names) {
    if (!isFolder(name)) {
      paths.set(realPathOf(name) ?? resolve(name), true)
      continue
    }
    const settings = await settingsAt(name)
    const isIgnored = (path: string) => settings?.isIgnored(resolve(path)) ?? false
    for (const file of configurationFiles(name, isIgnored).files) {
      if (isInOtherLanguage(file)) continue
      const path = realPathOf(file) ?? resolve(file)
      if (!paths.has(path)) paths.set(path, false)
    }
  }
  return paths
}

/** A file with the configurations that it is part of; it is read-only when it is so in one of them. */
function filesAt(path: string, named: boolean, targets: readonly LintTarget[]): MeantFile[] {
  const found: { file: ConfigFile; configuration: Configuration }[] = []
  for (const { configuration } of targets) {
    const file = configuration.files.find(({ realPath }) => realPath === path)
    if (file !== undefined) found.push({ file, configuration })
  }
  const first = found.find(({ file }) => file.readOnly !== undefined) ?? found[0]
  if (first === undefined) return []
  const configurations = found.map(({ configuration }) => configuration)
  return [{ file: first.file, configurations, named }]
}

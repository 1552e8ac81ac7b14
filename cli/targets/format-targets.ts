import type { ConfigFile, Configuration } from '../../src/config/index.js'
import type { FormatTarget } from '../../src/edit/index.js'
import { isInOtherLanguage, OTHER_LANGUAGE } from '../../src/project/dialects/other-languages.js'
import { Failure } from '../../src/project/failure.js'
import { isFolder, mayBeThere } from '../../src/project/main-files/configuration-files.js'
import type { LintTarget, LintTargets } from '../../src/project/targets/lint-targets.js'
import { MeantTargets } from '../../src/project/targets/meant-targets.js'
import type { ConfigurationFlags } from '../arguments/flags.js'
import { announce, loadAnnounced, loadConfiguration } from '../configuration.js'
import { HOST } from '../host.js'
import { inputEnvironment } from '../streams/inputs.js'
import { withStandardInput } from '../streams/standard-input.js'
import { type Looking, withProgress } from '../terminal/progress.js'

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
  readonly write: boolean
}

/**
 * The files that the words mean: those that are named, all below a folder, and without words those of
 * the configuration. Each is read as part of the configurations that it belongs to, as for `lint`.
 * @throws Failure when settings are wrong, or there is no configuration
 */
export async function meantFiles(flags: Flags): Promise<MeantFiles> {
  if (flags.words.length === 0) {
    const load = flags.write ? loadAnnounced(flags) : loadConfiguration(flags, announce)
    return filesOf(await load)
  }
  return withProgress((look) => namedFiles(flags, look))
}

function filesOf(configuration: Configuration): MeantFiles {
  const files = configuration.files
    .filter(({ virtual }) => !virtual)
    .map((file) => ({ file, configurations: [configuration], named: false }))
  return { files, failures: [], ignored: [] }
}

async function namedFiles(flags: Flags, look: Looking): Promise<MeantFiles> {
  const inputName = flags.stdinFilename ?? STANDARD_INPUT
  const input = flags.words.includes(STANDARD_INPUT) ? inputName : undefined
  const machine = inputEnvironment()
  const known = input === undefined ? machine : await withStandardInput(machine, input)
  const { names, missing, foreign } = sortNames(flags.words, input)
  const { write: writes } = flags
  const meant = new MeantTargets({ choice: flags, words: names, includes: true, writes }, HOST)
  const { targets, failures, ignored, files } =
    names.length === 0 ? NOTHING : await meant.find(look(known))
  return {
    files: [...files].flatMap(([path, named]) => filesAt(path, named, targets)),
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

/** What is found for no names: the configuration is not meant by that. */
const NOTHING: LintTargets = {
  targets: [],
  failures: [],
  ignored: [],
  inDialects: [],
  files: new Map(),
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

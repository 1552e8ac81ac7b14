import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import type { Severity } from '../../diagnostics/index.js'
import { visible } from '../../report/layout/visible.js'
import { Source } from '../../syntax/index.js'
import { Failure } from '../failure.js'
import type { Host } from '../host.js'
import { mayBeThere } from '../main-files/configuration-files.js'
import { shownPath } from '../paths/shown-path.js'
import { type ReadFile, readRegular } from '../read-bytes.js'
import { globMatcher } from './glob.js'
import { type JsonText, JsonTextError, readJsonText } from './json-text.js'
import { type SettingsProblem, settingsProblems } from './problems.js'
import { ruleSettings } from './rules.js'
import type { Settings } from './settings.js'

/** The fields of the file, as `schemas/settings.json` has them. */
interface Fields {
  readonly main?: readonly string[]
  readonly sysroot?: string
  readonly searchPath?: string
  readonly nodes?: readonly string[]
  readonly target?: string
  readonly role?: 'manager' | 'node'
  readonly rules?: Readonly<Record<string, 'off' | Severity>>
  readonly ignore?: readonly string[]
  readonly baseline?: string
  readonly schemas?: readonly string[]
}

/** The largest settings file, in bytes: it names the rules and files of a site, and that is all. */
const LARGEST = 1024 * 1024

/**
 * Reads a settings file.
 * @param isNamed whether a person has named it: else it was found, and anybody may have put it there
 * @param check looks at the file as it was opened, and may throw
 * @throws Failure with the place of everything that is wrong in it
 */
export function readSettings(
  path: string,
  isNamed: boolean,
  host: Host,
  check: (file: ReadFile) => void = () => undefined,
): Settings {
  const name = shownPath(path)
  host.reads(path, 'holds the settings')
  if (!mayBeThere(path)) throw new Failure(`${visible(name)}: no such file`)
  const file = readRegular(name, LARGEST, isNamed)
  check(file)
  const source = Source.fromBytes(file.bytes, name)
  const { value } = checked(source)
  const { main = [], ignore = [], schemas = [], rules = {}, ...fields } = value as Fields
  const folder = dirname(resolve(path))
  const inFolder = (text: string) => resolve(folder, text)
  const isMain = globMatcher(main)
  const isIgnored = globMatcher(ignore)
  const below = (file: string) => relative(folder, file)
  return {
    name,
    folder,
    main,
    isMain: (file) => isMain(below(file)),
    isIgnored: (file) => isIgnored(below(file)),
    sysroot: fields.sysroot && inFolder(fields.sysroot),
    searchPath: fields.searchPath && searchPath(fields.searchPath, folder),
    nodes: fields.nodes,
    target: fields.target,
    role: fields.role,
    rules: ruleSettings(Object.entries(rules)),
    baseline: fields.baseline && inFolder(fields.baseline),
    schemas: schemas.map(inFolder),
  }
}

function checked(source: Source): JsonText {
  try {
    const json = readJsonText(source.text)
    const problems = settingsProblems(json)
    if (problems.length > 0) throw failure(source, problems)
    return json
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error
    throw failure(source, [{ at: error.at, message: `This is no JSON: ${error.message}` }])
  }
}

function failure(source: Source, problems: readonly SettingsProblem[]): Failure {
  const lines = problems.map(({ at, message }) => {
    const { line, column } = source.position(at)
    return `${source.name}:${line}:${column}: ${message}`
  })
  return new Failure(lines.join('\necconf: '))
}

/** A search path whose relative folders are relative to the settings, as the loader takes it. */
function searchPath(text: string, folder: string): string {
  return text
    .split(':')
    .map((entry) =>
      entry === '' || isAbsolute(entry) ? entry : relative('.', join(folder, entry)) || '.',
    )
    .join(':')
}

import { readFileSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import type { Severity } from '../../diagnostics/index.js'
import { nativePath } from '../../node/files/native-path.js'
import { Source } from '../../syntax/index.js'
import { Failure } from '../failure.js'
import type { Host } from '../host.js'
import { shownPath } from '../paths/shown-path.js'
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
  readonly target?: string
  readonly role?: 'manager' | 'node'
  readonly rules?: Readonly<Record<string, 'off' | Severity>>
  readonly ignore?: readonly string[]
  readonly baseline?: string
  readonly schemas?: readonly string[]
}

/** Reads a settings file. @throws Failure with the place of everything that is wrong in it */
export function readSettings(path: string, host: Host): Settings {
  const name = shownPath(path)
  host.reads(path, 'holds the settings')
  const source = Source.fromBytes(read(path, name), name)
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
    target: fields.target,
    role: fields.role,
    rules: ruleSettings(Object.entries(rules)),
    baseline: fields.baseline && inFolder(fields.baseline),
    schemas: schemas.map(inFolder),
  }
}

function read(path: string, name: string): Uint8Array {
  try {
    return readFileSync(nativePath(path))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const reason = code === 'ENOENT' ? 'no such file' : 'cannot be read'
    throw new Failure(`${name}: ${reason}`)
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

import { resolve } from 'node:path'
import type { DialectDocument } from '../../../grammar/index.js'
import { type ConfigFile, type Environment, MOST_TEXT } from '../../config/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import type { Range } from '../../syntax/index.js'
import type { Failure } from '../failure.js'
import { shownPath } from '../paths/shown-path.js'
import { failure } from '../system-failure.js'
import type { DialectName } from './other-languages.js'
import { parseInDialect } from './parse.js'
import { dialectSecrets } from './secrets.js'

/** A file on the command line that is written in a dialect. */
export interface NamedDialectFile {
  readonly name: string
  readonly dialect: DialectName
}

/**
 * A file that is written in a dialect of its own, and belongs to no configuration. It is also the set
 * of files that its fixes may edit, as a configuration is.
 */
export class DialectFile
  implements Pick<ConfigFile, 'name' | 'path' | 'realPath' | 'readOnly' | 'mode' | 'identity'>
{
  private constructor(
    readonly dialect: DialectName,
    readonly name: string,
    readonly path: string,
    readonly realPath: string,
    readonly readOnly: ConfigFile['readOnly'],
    readonly mode: number,
    readonly identity: string | undefined,
    readonly document: DialectDocument<unknown>,
  ) {}

  /** @throws EnvironmentError when the file cannot be read */
  static async read(
    { name: given, dialect }: NamedDialectFile,
    environment: Environment,
  ): Promise<DialectFile> {
    const path = resolve(given)
    const bytes = await environment.readFile(path, true, MOST_TEXT)
    const name = shownPath(path)
    const status = await environment.status(path)
    return new DialectFile(
      dialect,
      name,
      path,
      await environment.realPath(path),
      status?.writable === false ? { kind: 'not writable' } : undefined,
      status?.mode ?? 0,
      status?.identity,
      parseInDialect(dialect, bytes, name),
    )
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.document.diagnostics
  }

  /** What of its text must not be shown. */
  get secrets(): readonly Range[] {
    return this.secretsIn(this.document.source.text)
  }

  /** What of another text of this file must not be shown. */
  readonly secretsIn = (text: string): readonly Range[] => dialectSecrets(this.dialect, text)

  get files(): readonly [this] {
    return [this]
  }

  /** The file with what a map holds for its real path. */
  async withTexts(texts: ReadonlyMap<string, Uint8Array>): Promise<DialectFile> {
    const bytes = texts.get(this.realPath)
    if (bytes === undefined) return this
    const { dialect, name, path, realPath, readOnly, mode, identity } = this
    const document = parseInDialect(dialect, bytes, name)
    return new DialectFile(dialect, name, path, realPath, readOnly, mode, identity, document)
  }
}

/** What was read of files in dialects, each once, and what could not be read. */
export async function readDialectFiles(
  named: readonly NamedDialectFile[],
  environment: Environment,
): Promise<{ readonly files: readonly DialectFile[]; readonly failures: readonly Failure[] }> {
  const files = new Map<string, DialectFile>()
  const failures: Failure[] = []
  for (const each of named) {
    try {
      const file = await DialectFile.read(each, environment)
      if (!files.has(file.realPath)) files.set(file.realPath, file)
    } catch (error) {
      const known = failure(error, each.name)
      if (known === error) throw error
      failures.push(known as Failure)
    }
  }
  return { files: [...files.values()], failures }
}

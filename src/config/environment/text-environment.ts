import { type Environment, EnvironmentError, type FileStatus } from './environment.js'
import { EnvironmentOver } from './environment-over.js'
import { basename, dirname } from './paths.js'
import { realPathOr } from './real-path.js'

/** The mode that a file will get when it is made. */
const NEW_FILE_MODE = 0o640

/**
 * An environment in which some files have other contents.
 * @param texts by absolute path or real path; undefined removes a file, a path that does not exist
 *   becomes a file
 */
export async function withTexts(
  environment: Environment,
  texts: ReadonlyMap<string, Uint8Array | undefined>,
): Promise<TextEnvironment> {
  const byRealPath = new Map<string, Uint8Array | undefined>()
  for (const [path, text] of texts) byRealPath.set(await realPathOf(environment, path), text)
  return new TextEnvironment(environment, byRealPath)
}

export class TextEnvironment extends EnvironmentOver {
  constructor(
    under: Environment,
    /** The contents by real path. */
    readonly texts: ReadonlyMap<string, Uint8Array | undefined>,
  ) {
    super(under)
  }

  override realPath(path: string): Promise<string> {
    return realPathOf(this.under, path)
  }

  override async readFile(path: string, named?: boolean, most?: number): Promise<Uint8Array> {
    const realPath = await this.realPath(path)
    const text = this.texts.get(realPath)
    if (text !== undefined) return text
    if (this.texts.has(realPath)) {
      throw new EnvironmentError('ENOENT', path, 'no such file or directory')
    }
    return this.under.readFile(path, named, most)
  }

  override async status(path: string): Promise<FileStatus | undefined> {
    const realPath = await this.realPath(path)
    if (!this.texts.has(realPath)) return this.under.status(path)
    const text = this.texts.get(realPath)
    if (text === undefined) return undefined
    const known = await this.under.status(path)
    if (known !== undefined) return { ...known, size: text.length }
    return { kind: 'file', mode: NEW_FILE_MODE, uid: 0, gid: 0, size: text.length, writable: true }
  }

  override async readDirectory(path: string): Promise<string[]> {
    const realPath = await this.realPath(path)
    const names = new Set(await this.under.readDirectory(path))
    for (const [file, text] of this.texts) {
      if (dirname(file) !== realPath) continue
      if (text === undefined) names.delete(basename(file))
      else names.add(basename(file))
    }
    return [...names]
  }
}

/** The real path of a file; for a new file, its name in the real path of the folder. */
async function realPathOf(environment: Environment, path: string): Promise<string> {
  const real = await realPathOr(environment, path, undefined)
  if (real !== undefined || path === '/' || path === '.') return real ?? path
  const folder = await realPathOf(environment, dirname(path))
  return folder === '/' ? `/${basename(path)}` : `${folder}/${basename(path)}`
}

import { basename, dirname, resolvePath } from '../../src/config/environment/paths.js'
import { type Environment, EnvironmentError, type FileStatus } from '../../src/config/index.js'
import type { Example } from '../../src/diagnostics/explanations/index.js'

/** Where the files of an example lie that have no absolute name. */
const FOLDER = '/opt/msys/ecelerity/etc/conf/default'

/** The files of an example as the only ones of a machine. */
export class ExampleEnvironment implements Environment {
  readonly workingDirectory = FOLDER
  readonly #texts: ReadonlyMap<string, Uint8Array>
  readonly #readable: ReadonlySet<string>

  constructor({ files, readable = [] }: Example) {
    const path = (name: string) => resolvePath(FOLDER, name)
    const encoder = new TextEncoder()
    this.#texts = new Map(
      Object.entries(files).map(([name, text]) => [path(name), encoder.encode(text)]),
    )
    this.#readable = new Set(readable.map(path))
  }

  readFile(path: string): Uint8Array {
    const text = this.#texts.get(path)
    if (text !== undefined) return text
    if (this.#names(path).size === 0) throw notFound(path)
    throw new EnvironmentError('EISDIR', path, 'illegal operation on a directory')
  }

  status(path: string): FileStatus | undefined {
    const text = this.#texts.get(path)
    const owner = { uid: 0, gid: 0, writable: true }
    if (text !== undefined) {
      const mode = this.#readable.has(path) ? 0o644 : 0o600
      return { ...owner, kind: 'file', mode, size: text.length }
    }
    if (this.#names(path).size === 0) return undefined
    return { ...owner, kind: 'directory', mode: 0o755, size: 0 }
  }

  readDirectory(path: string): string[] {
    return [...this.#names(path)]
  }

  realPath(path: string): string {
    if (this.status(path) === undefined) throw notFound(path)
    return path
  }

  hostName(): string {
    return 'mta1.example.com'
  }

  variable(): undefined {
    return undefined
  }

  /** Always the same day, so that what has expired stays so. */
  now(): Date {
    return new Date('2026-01-01T00:00:00Z')
  }

  /** The names in a folder; none when there is no such folder. */
  #names(folder: string): Set<string> {
    const names = new Set<string>()
    for (const path of this.#texts.keys()) {
      for (let at = path; at !== '/'; at = dirname(at)) {
        if (dirname(at) === folder) names.add(basename(at))
      }
    }
    return names
  }
}

function notFound(path: string): EnvironmentError {
  return new EnvironmentError('ENOENT', path, 'no such file or directory')
}

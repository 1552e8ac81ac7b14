import { basename, dirname, resolvePath } from '../../src/config/environment/paths.js'
import { type Environment, EnvironmentError, type FileStatus } from '../../src/config/index.js'

export interface MemoryEnvironmentOptions {
  readonly workingDirectory?: string
  /** Symbolic links: where each leads, absolute or relative to its folder. */
  readonly links?: Readonly<Record<string, string>>
  /** Files and folders that can be seen but not read. */
  readonly unreadable?: readonly string[]
  /** Files that can be read but not written. */
  readonly readOnly?: readonly string[]
  /** Permission bits; 0640 for what is not named. */
  readonly modes?: Readonly<Record<string, number>>
  /** Paths that are there but are neither file nor folder. */
  readonly devices?: readonly string[]
  /** Folders without anything in them; the others are there because something is in them. */
  readonly folders?: readonly string[]
  readonly variables?: Readonly<Record<string, string>>
  readonly hostName?: string
}

const encoder = new TextEncoder()

/** A file system in memory, for tests. Paths of `files` are absolute. */
export class MemoryEnvironment implements Environment {
  readonly workingDirectory: string
  readonly #files: Map<string, Uint8Array>
  readonly #links: Map<string, string>
  readonly #folders: Set<string>
  /** The paths whose contents were asked for, in order. */
  readonly reads: string[] = []

  constructor(
    files: Readonly<Record<string, string | Uint8Array>>,
    readonly options: MemoryEnvironmentOptions = {},
  ) {
    this.workingDirectory = options.workingDirectory ?? '/'
    this.#files = new Map(
      Object.entries(files).map(([path, content]) => [
        path,
        typeof content === 'string' ? encoder.encode(content) : content,
      ]),
    )
    this.#links = new Map(Object.entries(options.links ?? {}))
    this.#folders = new Set(['/', this.workingDirectory, ...(options.folders ?? [])])
    const leaves = [...this.#files.keys(), ...this.#links.keys(), ...(options.devices ?? [])]
    for (const path of [...leaves, ...this.#folders]) {
      for (let at = dirname(path); at !== '/'; at = dirname(at)) this.#folders.add(at)
    }
  }

  readFile(path: string): Uint8Array {
    const real = this.realPath(path)
    const status = this.status(path)
    if (status?.kind === 'directory') {
      throw new EnvironmentError('EISDIR', path, 'illegal operation on a directory')
    }
    const content = this.#files.get(real)
    if (content === undefined) throw notFound(path)
    if (this.options.unreadable?.includes(real)) throw denied(path)
    this.reads.push(path)
    return content
  }

  status(path: string): FileStatus | undefined {
    const real = this.#resolve(path, 0)
    if (real === undefined) return undefined
    const content = this.#files.get(real)
    return {
      kind: this.#kind(real),
      mode: this.options.modes?.[real] ?? 0o640,
      uid: 500,
      gid: 500,
      size: content?.length ?? 0,
      writable: !this.options.readOnly?.includes(real),
    }
  }

  readDirectory(path: string): string[] {
    const real = this.realPath(path)
    if (this.options.unreadable?.includes(real)) throw denied(path)
    const names = new Set<string>()
    const all = [...this.#files.keys(), ...this.#links.keys(), ...this.#folders]
    for (const each of [...all, ...(this.options.devices ?? [])]) {
      if (each !== '/' && dirname(each) === real) names.add(basename(each))
    }
    return [...names].reverse()
  }

  realPath(path: string): string {
    const real = this.#resolve(path, 0)
    if (real === undefined) throw notFound(path)
    return real
  }

  hostName(): string {
    return this.options.hostName ?? 'mta1.example.com'
  }

  variable(name: string): string | undefined {
    return this.options.variables?.[name]
  }

  now(): Date {
    return new Date(0)
  }

  #kind(real: string): FileStatus['kind'] {
    if (this.#files.has(real)) return 'file'
    return this.#folders.has(real) ? 'directory' : 'other'
  }

  /** The path without links; undefined when there is nothing. */
  #resolve(path: string, followed: number): string | undefined {
    if (followed > 40) throw new EnvironmentError('ELOOP', path, 'too many symbolic links')
    let real = '/'
    const parts = resolvePath('/', path).split('/').filter(Boolean)
    for (const [index, part] of parts.entries()) {
      if (this.#files.has(real)) throw new EnvironmentError('ENOTDIR', path, 'not a directory')
      const next = resolvePath(real, part)
      const link = this.#links.get(next)
      if (link !== undefined) {
        const rest = parts.slice(index + 1).join('/')
        return this.#resolve(resolvePath(real, `${link}/${rest}`), followed + 1)
      }
      real = next
    }
    const there =
      this.#files.has(real) || this.#folders.has(real) || this.options.devices?.includes(real)
    return there ? real : undefined
  }
}

function notFound(path: string): EnvironmentError {
  return new EnvironmentError('ENOENT', path, 'no such file or directory')
}

function denied(path: string): EnvironmentError {
  return new EnvironmentError('EACCES', path, 'permission denied')
}

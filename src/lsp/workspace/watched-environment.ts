import { resolve } from 'node:path'
import type { Environment, FileStatus } from '../../config/index.js'

/** An environment that notes which files are read or looked for. */
export class WatchedEnvironment implements Environment {
  /** @param seen takes the absolute paths of files, and of folders, each with a slash at its end */
  constructor(
    readonly under: Environment,
    readonly seen: Set<string>,
  ) {}

  get workingDirectory(): string {
    return this.under.workingDirectory
  }

  get isWholeBelowRoot(): boolean {
    return this.under.isWholeBelowRoot === true
  }

  readFile(path: string, named?: boolean, most?: number) {
    this.#note(path)
    return this.under.readFile(path, named, most)
  }

  /** What is not there yet is read as soon as somebody makes it. */
  async status(path: string): Promise<FileStatus | undefined> {
    const status = await this.under.status(path)
    if (status?.kind !== 'directory') this.#note(path)
    return status
  }

  readDirectory(path: string) {
    this.#note(path, '/')
    return this.under.readDirectory(path)
  }

  realPath(path: string) {
    return this.under.realPath(path)
  }

  hostName(): string {
    return this.under.hostName()
  }

  variable(name: string): string | undefined {
    return this.under.variable(name)
  }

  now(): Date {
    return this.under.now()
  }

  #note(path: string, end = ''): void {
    this.seen.add(resolve(this.workingDirectory, path) + end)
  }
}

import { resolve } from 'node:path'
import { type Environment, EnvironmentOver, type FileStatus } from '../../config/index.js'

/** An environment that notes which files are read or looked for. */
export class WatchedEnvironment extends EnvironmentOver {
  /** @param seen takes the absolute paths of files, and of folders, each with a slash at its end */
  constructor(
    under: Environment,
    readonly seen: Set<string>,
  ) {
    super(under)
  }

  override readFile(path: string, named?: boolean, most?: number) {
    this.#note(path)
    return super.readFile(path, named, most)
  }

  /** What is not there yet is read as soon as somebody makes it. */
  override async status(path: string): Promise<FileStatus | undefined> {
    const status = await super.status(path)
    if (status?.kind !== 'directory') this.#note(path)
    return status
  }

  override readDirectory(path: string) {
    this.#note(path, '/')
    return super.readDirectory(path)
  }

  #note(path: string, end = ''): void {
    this.seen.add(resolve(this.workingDirectory, path) + end)
  }
}

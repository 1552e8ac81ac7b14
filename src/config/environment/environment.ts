type MaybePromise<T> = T | Promise<T>

export interface FileStatus {
  readonly kind: 'file' | 'directory' | 'other'
  /** Permission bits, such as 0o640. */
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly size: number
  /** Whether this process may write it. */
  readonly writable: boolean
}

/**
 * The outside world as the core sees it. `src/node/` has the one over the machine; tests and
 * browsers bring their own. Paths are absolute POSIX paths.
 */
export interface Environment {
  readonly workingDirectory: string
  /**
   * The bytes of a file. What is no regular file is refused, for to open a device or a pipe may do
   * something, or never end; only one that a person has named may be read.
   * @param named whether a person has named it, and not a file
   * @param most bytes: reading ends where there are more, whatever the size of the file says
   * @throws EnvironmentError `EFBIG` for one that is larger
   */
  readFile(path: string, named?: boolean, most?: number): MaybePromise<Uint8Array>
  /** Follows symbolic links. Undefined when there is no such file. @throws EnvironmentError */
  status(path: string): MaybePromise<FileStatus | undefined>
  /** The names in a directory, in any order. @throws EnvironmentError */
  readDirectory(path: string): MaybePromise<string[]>
  /** @throws EnvironmentError */
  realPath(path: string): MaybePromise<string>
  hostName(): string
  /** An environment variable. */
  variable(name: string): string | undefined
  now(): Date
}

/** The outside world refused something. */
export class EnvironmentError extends Error {
  constructor(
    /** The system's code: `ENOENT`, `EACCES`, `EISDIR` ... */
    readonly code: string,
    readonly path: string,
    /** The system's words, without path and code: `permission denied`. */
    readonly reason: string,
  ) {
    super(`${path}: ${reason}`)
    this.name = 'EnvironmentError'
  }
}

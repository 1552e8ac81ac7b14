/** What is there at once, or later. */
export type MaybePromise<T> = T | Promise<T>

export interface FileStatus {
  readonly kind: 'file' | 'directory' | 'other'
  /** Permission bits with set-ID and sticky bits, such as 0o640. */
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly size: number
  /** Whether this process may write it. */
  readonly writable: boolean
  /** What no other file has at the same time; absent where the environment cannot tell. */
  readonly identity?: string
}

/**
 * The outside world for the core. `src/node/` implements it for the machine; tests and browsers
 * bring their own. Paths are absolute POSIX paths.
 */
export interface Environment {
  readonly workingDirectory: string
  /** Whether paths are shown whole when the working directory is `/`: for what runs in the background. */
  readonly isWholeBelowRoot?: boolean
  /**
   * The bytes of a file. Only a path that a person named may be other than a regular file: to open
   * a device or a pipe may do something, or never end.
   * @param named whether a person named the path, and not a file
   * @throws EnvironmentError
   */
  readFile(path: string, named?: boolean, most?: number): MaybePromise<Uint8Array>
  /** Follows symbolic links; undefined when there is no such file. @throws EnvironmentError */
  status(path: string): MaybePromise<FileStatus | undefined>
  /** The names in a directory, in any order. @throws EnvironmentError */
  readDirectory(path: string): MaybePromise<string[]>
  /** @throws EnvironmentError */
  realPath(path: string): MaybePromise<string>
  hostName(): string
  /** The value of an environment variable. */
  variable(name: string): string | undefined
  now(): Date
}

/** An error of the outside world. */
export class EnvironmentError extends Error {
  constructor(
    /** The system's error code: `ENOENT`, `EACCES`, `EISDIR` ... */
    readonly code: string,
    readonly path: string,
    /** The system's words, without path and code: `permission denied`. */
    readonly reason: string,
  ) {
    super(`${path}: ${reason}`)
    this.name = 'EnvironmentError'
  }
}

import { type FileSystemCalls, newSystemCalls } from '../../src/node/index.js'

/** One call of a write to the system. */
export interface WatchedCall {
  readonly name: keyof FileSystemCalls
  /** From 0, in the order in which they are made. */
  readonly index: number
  readonly args: readonly unknown[]
}

/**
 * The calls of this machine with somebody watching, who may throw what the system would, or end
 * the process.
 */
export function watchedCalls(
  before: (call: WatchedCall) => void,
  more: Partial<FileSystemCalls> = {},
): FileSystemCalls {
  let index = 0
  // The folders that a process had open are closed by its death.
  const system = { ...newSystemCalls(), ...more }
  const names = Object.keys(system) as (keyof FileSystemCalls)[]
  const watched = names.map((name) => {
    const call = system[name] as (...args: unknown[]) => unknown
    return [
      name,
      (...args: unknown[]) => {
        before({ name, index: index++, args })
        return call(...args)
      },
    ]
  })
  return Object.fromEntries(watched) as FileSystemCalls
}

/** An error as Node makes it when a call fails. */
export function systemError(code: keyof typeof ERRNO): Error {
  const error = new Error(`${code}: as if the system had refused`)
  return Object.assign(error, { code, errno: ERRNO[code] })
}

/** The numbers of Linux. */
const ERRNO = { EPERM: -1, EIO: -5, EACCES: -13, ENOSPC: -28, EROFS: -30, EMLINK: -31 } as const

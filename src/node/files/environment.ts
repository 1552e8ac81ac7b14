import {
  accessSync,
  type BigIntStats,
  constants,
  readdirSync,
  realpathSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Environment, FileStatus } from '../../config/index.js'
import { fileIdentity } from './file-identity.js'
import { nativePath, pathFrom } from './native-path.js'
import { readBytes } from './read-file.js'
import { environmentError } from './system-error.js'

/** The real machine as an environment. Methods that touch files throw EnvironmentError. */
export function nodeEnvironment(isWholeBelowRoot = false): Environment {
  return new NodeEnvironment(isWholeBelowRoot)
}

class NodeEnvironment implements Environment {
  constructor(readonly isWholeBelowRoot: boolean) {}

  get workingDirectory(): string {
    return asked('.', () => process.cwd())
  }

  readFile(path: string, named = false, most?: number): Uint8Array {
    return asked(path, () => readBytes(path, named, most))
  }

  status(path: string): FileStatus | undefined {
    const status = asked(path, () =>
      statSync(nativePath(path), { bigint: true, throwIfNoEntry: false }),
    )
    return status && { ...describe(status), writable: isWritable(path) }
  }

  readDirectory(path: string): string[] {
    return asked(path, () => readdirSync(nativePath(path), { encoding: 'buffer' }).map(pathFrom))
  }

  realPath(path: string): string {
    return asked(path, () => realPathOf(path))
  }

  hostName(): string {
    // Loading `node:os` costs every start a little, and few runs need it.
    return process.getBuiltinModule('node:os').hostname()
  }

  variable(name: string): string | undefined {
    return process.env[name]
  }

  now(): Date {
    return new Date()
  }
}

/** The real path of a file. A pipe from the shell, as `/dev/fd/63`, exists without one. */
function realPathOf(path: string): string {
  try {
    return pathFrom(realpathSync.native(nativePath(path), 'buffer'))
  } catch (error) {
    if (
      (error as NodeJS.ErrnoException).code !== 'ENOENT' ||
      statSync(nativePath(path), { throwIfNoEntry: false }) === undefined
    )
      throw error
    return join(realPathOf(dirname(path)), basename(path))
  }
}

/** @throws EnvironmentError */
function asked<T>(path: string, ask: () => T): T {
  try {
    return ask()
  } catch (error) {
    throw environmentError(error, path)
  }
}

function describe(status: BigIntStats): Omit<FileStatus, 'writable'> {
  const { mode, uid, gid, size } = status
  const identity = fileIdentity(status)
  const kind = status.isFile() ? 'file' : status.isDirectory() ? 'directory' : 'other'
  const owner = { uid: Number(uid), gid: Number(gid) }
  return { kind, mode: Number(mode) & 0o7777, ...owner, size: Number(size), identity }
}

function isWritable(path: string): boolean {
  try {
    accessSync(nativePath(path), constants.W_OK)
    return true
  } catch {
    return false
  }
}

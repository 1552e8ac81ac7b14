import {
  accessSync,
  constants,
  readdirSync,
  readFileSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs'
import type { Environment, FileStatus } from '../config/index.js'
import { environmentError } from './system-error.js'

/** The machine as the core sees it. */
export function nodeEnvironment(): Environment {
  return new NodeEnvironment()
}

class NodeEnvironment implements Environment {
  get workingDirectory(): string {
    return asked('.', () => process.cwd())
  }

  readFile(path: string): Uint8Array {
    return asked(path, () => readFileSync(path))
  }

  status(path: string): FileStatus | undefined {
    const status = asked(path, () => statSync(path, { throwIfNoEntry: false }))
    return status && { ...describe(status), writable: isWritable(path) }
  }

  readDirectory(path: string): string[] {
    return asked(path, () => readdirSync(path))
  }

  realPath(path: string): string {
    return asked(path, () => realpathSync.native(path))
  }

  hostName(): string {
    // Few runs ask, and to load the module costs each start a little.
    return process.getBuiltinModule('node:os').hostname()
  }

  variable(name: string): string | undefined {
    return process.env[name]
  }

  now(): Date {
    return new Date()
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

function describe(status: Stats): Omit<FileStatus, 'writable'> {
  const { mode, uid, gid, size } = status
  const kind = status.isFile() ? 'file' : status.isDirectory() ? 'directory' : 'other'
  return { kind, mode: mode & 0o7777, uid, gid, size }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

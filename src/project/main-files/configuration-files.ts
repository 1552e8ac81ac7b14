import { type Dirent, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { nativePath, pathFrom } from '../../node/files/native-path.js'
import { environmentError } from '../../node/files/system-error.js'
import type { Failure } from '../failure.js'
import { failure } from '../system-failure.js'

/** What a folder holds. */
export interface FoundFiles {
  /** Paths, in byte order. */
  readonly files: readonly string[]
  /** Folders that could not be looked into. */
  readonly failures: readonly Failure[]
}

/**
 * The configuration files below a folder; hidden and backup files are none. A folder below it that
 * cannot be read hides no other.
 * @param skips whether a file or folder is passed over
 */
export function configurationFiles(
  folder: string,
  skips: (path: string, isFolder: boolean) => boolean = () => false,
): FoundFiles {
  const files: string[] = []
  const failures: Failure[] = []
  const look = (at: string): void => {
    for (const { name, isFolder } of entriesOf(at, failures)) {
      if (name.startsWith('.') || name === 'node_modules') continue
      const path = join(at, name)
      if (skips(path, isFolder)) continue
      if (isFolder) look(path)
      else if (name.endsWith('.conf') && mayBeFile(path)) files.push(path)
    }
  }
  look(folder)
  return { files, failures }
}

interface Entry {
  readonly name: string
  readonly isFolder: boolean
}

function entriesOf(folder: string, failures: Failure[]): Entry[] {
  let entries: Dirent<Buffer>[]
  try {
    entries = readdirSync(nativePath(folder), { withFileTypes: true, encoding: 'buffer' })
  } catch (error) {
    const known = failure(environmentError(error, folder))
    if (!isFailure(known)) throw known
    failures.push(known)
    return []
  }
  return entries
    .sort((a, b) => Buffer.compare(a.name, b.name))
    .map((entry) => ({ name: pathFrom(entry.name), isFolder: entry.isDirectory() }))
}

function isFailure(error: unknown): error is Failure {
  return error instanceof Error && error.name === 'Failure'
}

/** What cannot be looked at is taken for a file: whoever reads it says what is wrong. */
function mayBeFile(path: string): boolean {
  try {
    return statOf(path)?.isFile() === true
  } catch {
    return true
  }
}

/** Whether there is a regular file, as far as this user can see. */
export function isFile(path: string): boolean {
  try {
    return statOf(path)?.isFile() === true
  } catch {
    return false
  }
}

/** Whether there is something; what cannot be looked at is taken for it, and its reader says why. */
export function mayBeThere(path: string): boolean {
  try {
    return statOf(path) !== undefined
  } catch {
    return true
  }
}

/** Whether there is a folder, as far as this user can see. */
export function isFolder(path: string): boolean {
  try {
    return statOf(path)?.isDirectory() === true
  } catch {
    return false
  }
}

function statOf(path: string) {
  return statSync(nativePath(path), { throwIfNoEntry: false })
}

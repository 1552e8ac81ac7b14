import { lstatSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { realPathOr } from '../../../config/environment/real-path.js'
import { EnvironmentError } from '../../../config/index.js'
import {
  exchangeableLink,
  hashOf,
  nodeEnvironment,
  THIS_MACHINE,
  WriteError,
  writeRealFile,
} from '../../../node/index.js'
import { Failure } from '../../../project/failure.js'
import { failure } from '../../../project/system-failure.js'
import { type NewUser, type UserFileKind, UserRefused, withUser } from './change-user.js'

/** The largest file of users, in bytes: the manager reads no larger one. */
const MOST = 16 * 1024 * 1024

/** Only its owner reads a new file: what is in it is as good as the passwords. */
const NEW_MODE = 0o600

/** What was written. */
export interface WrittenUser {
  /** How many lines of the user there were. */
  readonly replaced: number
  /** Whether there was no file before. */
  readonly isNew: boolean
  /** Messages for the person, each a line. */
  readonly notes: readonly string[]
}

/**
 * Puts a user into a file: wholly or not at all, as every write of this project. The file keeps its mode
 * and its owner.
 * @param name of the file, as the person gave it
 * @throws Failure
 */
export async function writeUser(
  name: string,
  kind: UserFileKind,
  user: NewUser,
): Promise<WrittenUser> {
  const path = resolve(name)
  try {
    const before = await read(name, path)
    const environment = nodeEnvironment()
    const real =
      before === undefined
        ? join(await realPathOr(environment, dirname(path), dirname(path)), basename(path))
        : await environment.realPath(path)
    const link = exchangeableLink({ name, path, realPath: real }, THIS_MACHINE)
    if (link !== undefined) throw new Failure(`${link}: name that file itself`)
    const { bytes, replaced } = withUser(kind, before?.bytes ?? new Uint8Array(), user)
    const expectedHash = before && hashOf(before.bytes)
    const notes = writeRealFile(real, bytes, { name, expectedHash, mode: NEW_MODE })
    return { replaced, isNew: before === undefined, notes: [...notes, ...openness(name, before)] }
  } catch (error) {
    if (error instanceof UserRefused) throw new Failure(`${name}: ${error.message}`)
    if (error instanceof WriteError) throw new Failure(error.message)
    throw failure(error, name)
  }
}

interface Present {
  readonly bytes: Uint8Array
  readonly mode: number
}

/** What a regular file holds; undefined where there is none. @throws Failure, EnvironmentError */
async function read(name: string, path: string): Promise<Present | undefined> {
  const environment = nodeEnvironment()
  try {
    const bytes = await environment.readFile(path, false, MOST)
    return { bytes, mode: (await environment.status(path))?.mode ?? 0 }
  } catch (error) {
    if (!(error instanceof EnvironmentError) || error.code !== 'ENOENT') throw error
    // A file would come into being where somebody else has pointed to.
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return undefined
    throw new Failure(`${name} is a link to a file that is not there: name that file itself`)
  }
}

function openness(name: string, before: Present | undefined): string[] {
  if (before === undefined || (before.mode & 0o004) === 0) return []
  return [`${name}: everybody on this machine can read it. chmod o-r ${name}`]
}

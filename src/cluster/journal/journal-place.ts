import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { STATE_FOLDER } from '../../node/index.js'
import { subjectToken } from '../bus/subjects.js'

/**
 * The folder for the journal of a member: beside its main file, in the state folder that is this user's
 * own. Members of several names may share a folder of configurations.
 * @param folder of the main file, its real path
 * @param program `manager` or `node`
 */
export async function journalPlace(
  folder: string,
  program: 'manager' | 'node',
  name: string,
): Promise<string> {
  const shared = join(folder, STATE_FOLDER)
  const user = process.getuid?.()
  const isForeign = user !== undefined && ((await ownerOf(shared)) ?? user) !== user
  const state = isForeign ? `${shared}-${user}` : shared
  return join(state, `commits-${program}-${subjectToken(name)}`)
}

async function ownerOf(path: string): Promise<number | undefined> {
  try {
    return (await lstat(path)).uid
  } catch {
    return undefined
  }
}

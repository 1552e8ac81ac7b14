import { existsSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { lockedName } from '../locks/lock-name.js'
import { MOST_STATES, STATE_FOLDER, userOfState } from './state-place.js'

/** What waits for an end beside a main file: writes that were interrupted, or armed changes only. */
export type Unfinished = 'writes' | 'armed'

/**
 * Whether a folder may hold something that `recover` ends: a look at names only, for every start of a
 * program. In most folders there is nothing at all, and none of the code that writes files is needed.
 * @param folder that of the main file, absolute
 * @returns undefined when there is nothing to end, as far as this user can see
 */
export function unfinishedBeside(folder: string): Unfinished | undefined {
  const found = stateFolders(folder).map((name) => unfinishedIn(join(folder, name)))
  if (found.includes('writes')) return 'writes'
  if (found.includes('armed')) return 'armed'
  // Who may not look into a state folder can still see the locks beside the main file.
  const isLocked =
    found.includes('hidden') && namesIn(folder).some((name) => lockedName(name) !== undefined)
  return isLocked ? 'writes' : undefined
}

/** The names of state folders that may be of interest: root ends what other users have left, too. */
function stateFolders(folder: string): string[] {
  const user = process.geteuid?.()
  if (user === 0) {
    const names = namesIn(folder)
    const others = names.filter((name) => userOfState(name) !== undefined).slice(0, MOST_STATES)
    return [
      ...names.filter((name) => name === STATE_FOLDER),
      // Anybody may make folders of such names, and only those of the users in them count.
      ...others.filter((name) => ownerOf(join(folder, name)) === userOfState(name)),
    ]
  }
  return [STATE_FOLDER, `${STATE_FOLDER}-${user}`].filter((name) => existsSync(join(folder, name)))
}

function ownerOf(path: string): number | undefined {
  try {
    return lstatSync(path).uid
  } catch {
    return undefined
  }
}

/** The names in a folder; none where this user may not look. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function unfinishedIn(state: string): Unfinished | 'hidden' | undefined {
  try {
    if (readdirSync(join(state, 'journal')).some((name) => name.endsWith('.json'))) return 'writes'
    const names = readdirSync(join(state, 'history'))
    return names.some((name) => name.includes('armed')) ? 'armed' : undefined
  } catch {
    return 'hidden'
  }
}

import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Configuration, type LoadOptions, load } from '../../src/config/index.js'
// Not from the room's index: what writes files loads much that reading does not need.
import { STATE_FOLDER, userOfState } from '../../src/node/transactions/state-place.js'
import { harmless } from '../../src/report/index.js'
import { note } from '../terminal/terminal.js'

/**
 * Loads a main file when what others have left in the middle of a write is finished or undone, and
 * what was not confirmed in time is taken back. Says what was done.
 * @throws EnvironmentError
 */
export async function loadRecovered(main: string, options: LoadOptions): Promise<Configuration> {
  const configuration = await load(main, options)
  const found = unfinished(dirname(configuration.main.realPath))
  if (found === undefined) return configuration
  const { recoverFor } = await import('./recover-for.js')
  const recoveries = recoverFor(configuration)
  for (const { text } of recoveries) note(`ecconf: ${harmless(text)}\n`)
  // Another process may have ended what this one has read the half of.
  const isSame = recoveries.length === 0 && found === 'armed'
  return isSame ? configuration : load(main, options)
}

/** A look at names, for every start: in most folders there is nothing at all. */
function unfinished(folder: string): 'writes' | 'armed' | undefined {
  const found = stateFolders(folder).map((name) => unfinishedIn(join(folder, name)))
  if (found.includes('writes')) return 'writes'
  if (found.includes('armed')) return 'armed'
  // Who may not look there can still see the locks beside the main file.
  const isLocked =
    found.includes('hidden') && namesIn(folder).some((name) => name.endsWith('.ecconf-lock'))
  return isLocked ? 'writes' : undefined
}

/** The names of state folders that may be of interest: root ends what other users have left, too. */
function stateFolders(folder: string): string[] {
  const user = process.geteuid?.()
  if (user === 0) {
    return namesIn(folder).filter(
      (name) => name === STATE_FOLDER || userOfState(name) !== undefined,
    )
  }
  return [STATE_FOLDER, `${STATE_FOLDER}-${user}`].filter((name) => existsSync(join(folder, name)))
}

/** The names in a folder; none where this user may not look. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function unfinishedIn(state: string): 'writes' | 'armed' | 'hidden' | undefined {
  try {
    if (readdirSync(join(state, 'journal')).some((name) => name.endsWith('.json'))) return 'writes'
    const names = readdirSync(join(state, 'history'))
    return names.some((name) => name.includes('armed')) ? 'armed' : undefined
  } catch {
    return 'hidden'
  }
}

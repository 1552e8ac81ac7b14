import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Configuration, type LoadOptions, load } from '../src/config/index.js'
// Not from the room's index: what writes files loads much that reading does not need.
import { nativePath } from '../src/node/native-path.js'
import { STATE_FOLDER } from '../src/node/state-folder.js'
import { note } from './terminal.js'

/**
 * Loads a main file when what others have left in the middle of a write is finished or undone, and
 * what was not confirmed in time is taken back. Says what was done.
 * @throws EnvironmentError
 */
export async function loadRecovered(main: string, options: LoadOptions): Promise<Configuration> {
  const configuration = await load(main, options)
  const folder = dirname(configuration.main.realPath)
  const found = unfinished(folder)
  if (found === undefined) return configuration
  const { recover } = await import('../src/node/index.js')
  const recoveries = recover(folder)
  for (const { text } of recoveries) note(`ecconf: ${text}\n`)
  // Another process may have ended what this one has read the half of.
  const isSame = recoveries.length === 0 && found === 'armed'
  return isSame ? configuration : load(main, options)
}

/** A look at names, for every start: in most folders there is nothing at all. */
function unfinished(folder: string): 'writes' | 'armed' | undefined {
  const state = join(folder, STATE_FOLDER)
  if (!existsSync(nativePath(state))) return undefined
  const journal = namesIn(join(state, 'journal'))
  if (journal !== undefined && journal.length > 0) return 'writes'
  const history = journal && namesIn(join(state, 'history'))
  if (history !== undefined) {
    return history.some((name) => name.includes('armed')) ? 'armed' : undefined
  }
  // Who may not look there can still see the locks beside the main file, if they may look at those.
  const names = namesIn(folder) ?? []
  return names.some((name) => name.endsWith('.ecconf-lock')) ? 'writes' : undefined
}

/** Undefined for a folder that is not there, or that this user may not look into. */
function namesIn(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(nativePath(folder))
  } catch {
    return undefined
  }
}

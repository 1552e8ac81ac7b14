import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Configuration, type LoadOptions, load } from '../src/config/index.js'
import { note } from './terminal.js'

/**
 * Loads a main file when what others have left in the middle of a write is finished or undone, and
 * what was not confirmed in time is taken back. Says what was done.
 * @throws EnvironmentError
 */
export async function loadRecovered(main: string, options: LoadOptions): Promise<Configuration> {
  const configuration = await load(main, options)
  const folder = dirname(configuration.main.realPath)
  if (!mayBeUnfinished(folder)) return configuration
  const { recover } = await import('../src/node/index.js')
  const recoveries = recover(folder)
  for (const { text } of recoveries) note(`ecconf: ${text}\n`)
  return recoveries.length === 0 ? configuration : load(main, options)
}

/** A look at names, for every start: in most folders there is nothing at all. */
function mayBeUnfinished(folder: string): boolean {
  const state = join(folder, '.ecconf')
  if (!existsSync(state)) return false
  return (
    namesIn(join(state, 'journal')).length > 0 ||
    namesIn(join(state, 'history')).some((name) => name.endsWith('.armed'))
  )
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

import { realpathSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import type { ConfigurationFlags } from './arguments/flags.js'
import { MAIN_FILES, nearestMainFiles } from './main-files.js'
import { settingsFinder } from './settings/find.js'
import { shownPath } from './shown-path.js'

/**
 * The main files of configurations that may read a file too: those that the settings name, and the
 * nearest ones. None when it is known as a main file itself.
 * @throws Failure when the settings are wrong
 */
export async function mainsAround(
  base: string,
  { settings: named }: Pick<ConfigurationFlags, 'settings'>,
): Promise<string[]> {
  if ((MAIN_FILES as readonly string[]).includes(basename(base))) return []
  const settings = await settingsFinder(named)(dirname(resolve(base)))
  if (settings?.isMain(resolve(base))) return []
  const nearest = nearestMainFiles(realPathOr(base)).map(shownPath)
  if (settings === undefined || settings.main.length === 0) return nearest
  const { mainsOf } = await import('./settings/mains.js')
  return [...new Set([...mainsOf(settings), ...nearest])]
}

function realPathOr(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return resolve(path)
  }
}

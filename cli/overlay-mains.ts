import { realpathSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { MAIN_FILES, nearestMainFiles } from '../src/project/main-files/names.js'
import { shownPath } from '../src/project/paths/shown-path.js'
import { settingsFinder } from '../src/project/settings/find.js'
import type { ConfigurationFlags } from './flags.js'
import { HOST } from './host.js'

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
  const settings = await settingsFinder(named, HOST)(dirname(resolve(base)))
  if (settings?.isMain(resolve(base))) return []
  const nearest = nearestMainFiles(realPathOr(base)).map(shownPath)
  if (settings === undefined || settings.main.length === 0) return nearest
  const { mainsOf } = await import('../src/project/main-files/of-settings.js')
  return [...new Set([...mainsOf(settings, HOST), ...nearest])]
}

function realPathOr(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return resolve(path)
  }
}

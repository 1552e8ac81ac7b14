import { dirname, resolve } from 'node:path'
import { isMainFile, mainsAround } from '../../src/project/main-files/around.js'
import { realPathOf } from '../../src/project/paths/real-path.js'
import { shownPath } from '../../src/project/paths/shown-path.js'
import { settingsFinder } from '../../src/project/settings/find.js'
import type { ConfigurationFlags } from '../arguments/flags.js'
import { HOST } from '../host.js'

/**
 * The main files of configurations that may read the base of an overlay too. None when the base is
 * known as a main file itself.
 * @throws Failure when the settings are wrong
 */
export async function overlayMains(
  base: string,
  { settings: named }: Pick<ConfigurationFlags, 'settings'>,
): Promise<string[]> {
  const settings = await settingsFinder(named, HOST)(dirname(resolve(base)))
  if (isMainFile(base, settings)) return []
  const mains = await mainsAround(realPathOf(base), settings, HOST)
  return mains.map(shownPath)
}

import { basename, resolve } from 'node:path'
import type { Host } from '../host.js'
import { realPathOf } from '../paths/real-path.js'
import type { Settings } from '../settings/settings.js'
import { MAIN_FILES, nearestMainFiles } from './names.js'

/**
 * Whether a file is a main file: by its name, or because settings say so.
 * @param settings those that lie nearest to the file
 */
export function isMainFile(file: string, settings: Settings | undefined): boolean {
  if ((MAIN_FILES as readonly string[]).includes(basename(file))) return true
  return settings?.isMain(resolve(file)) ?? false
}

/**
 * The main files that may include a file: those that its settings name, then the nearest in its folder
 * or above.
 * @param path the real path of the file
 * @param settings those that lie nearest to the file
 */
export async function mainsAround(
  path: string,
  settings: Settings | undefined,
  host: Host,
): Promise<string[]> {
  const nearest = nearestMainFiles(path)
  if (settings === undefined || settings.main.length === 0) return nearest
  const { mainsOf } = await import('./of-settings.js')
  const named = mainsOf(settings, host)
  const known = new Set(named.map(realPathOf))
  return [...named, ...nearest.filter((main) => !known.has(realPathOf(main)))]
}

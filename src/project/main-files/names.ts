import { dirname, join } from 'node:path'
import { isFile } from './configuration-files.js'

/** The names that a main file has when no flag names it, in the order they are looked for. */
export const MAIN_FILES = ['eccluster.conf', 'ecelerity.conf'] as const

/**
 * The main files in the nearest folder that has one, from a file's own folder upwards. In a checkout
 * with a folder for each node they lie in the folder `default` beside it.
 */
export function nearestMainFiles(path: string): string[] {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const mainsIn = (each: string) =>
      MAIN_FILES.map((name) => join(each, name)).filter((main) => isFile(main))
    const own = mainsIn(folder)
    const found = own.length > 0 ? own : mainsIn(join(folder, 'default'))
    if (found.length > 0 || folder === dirname(folder)) return found
  }
}

import { dirname, join } from 'node:path'
import { isFile } from './configuration-files.js'

/** The names that a main file has when no flag names it, in the order they are looked for. */
export const MAIN_FILES = ['eccluster.conf', 'ecelerity.conf'] as const

/** The main files in the nearest folder that has one, from a file's own folder upwards. */
export function nearestMainFiles(path: string): string[] {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const found = MAIN_FILES.map((name) => join(folder, name)).filter((main) => isFile(main))
    if (found.length > 0 || folder === dirname(folder)) return found
  }
}

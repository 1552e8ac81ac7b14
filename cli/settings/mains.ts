import { join, resolve } from 'node:path'
import { configurationFiles, isFile } from '../configuration-files.js'
import { Failure } from '../failure.js'
import { liesWithin } from '../lies-within.js'
import { shownPath } from '../shown-path.js'
import { note } from '../terminal/terminal.js'
import { isPlainPath } from './glob.js'
import type { Settings } from './settings.js'

/**
 * The main files that settings name, those that there are.
 * @param sysroot that a flag names: then the files have to lie in it
 * @throws Failure
 */
export function mainsOf(settings: Settings, sysroot?: string): string[] {
  const mains = namedMains(settings)
  refuseOutside(settings, mains, sysroot)
  return mains
}

function refuseOutside(
  { name }: Settings,
  mains: readonly string[],
  sysroot: string | undefined,
): void {
  const stray = sysroot === undefined ? undefined : mains.find((main) => !liesWithin(sysroot, main))
  if (stray === undefined) return
  throw new Failure(
    `${name} names ${stray}, which lies outside of --sysroot ${sysroot}: say with -c which main file is meant`,
  )
}

function namedMains({ folder, main, isMain, isIgnored }: Settings): string[] {
  const named = main.filter(isPlainPath).map((path) => join(folder, path))
  const found = new Set(named.filter(isFile))
  if (named.length < main.length) {
    const { files, failures } = configurationFiles(folder, (path) => isIgnored(resolve(path)))
    for (const file of files) if (isMain(file)) found.add(file)
    for (const { message } of failures) note(`ecconf: ${message}\n`)
  }
  return [...found].map(shownPath)
}

/**
 * The one main file that settings name.
 * @param sysroot that a flag names: then the file has to lie in it
 * @throws Failure when there are several, or none
 */
export function onlyMain(settings: Settings, sysroot: string | undefined): string {
  const mains = namedMains(settings)
  const [main] = mains
  if (main === undefined) {
    throw new Failure(`${settings.name}: no file is there that "main" names`)
  }
  if (mains.length > 1) {
    const names = mains.slice(0, 5).join(', ') + (mains.length > 5 ? ', ...' : '')
    throw new Failure(
      `${settings.name} names ${mains.length} main files: say with -c which one is meant (${names})`,
    )
  }
  refuseOutside(settings, mains, sysroot)
  return main
}

import { join, resolve } from 'node:path'
import { Failure } from '../failure.js'
import { GitIgnored } from '../gitignore/ignored.js'
import type { Host } from '../host.js'
import { liesWithin } from '../paths/lies-within.js'
import { shownPath } from '../paths/shown-path.js'
import { isPlainPath } from '../settings/glob.js'
import type { Settings } from '../settings/settings.js'
import { configurationFiles, isFile } from './configuration-files.js'

/**
 * The main files that settings name, those that there are.
 * @param sysroot that a flag names: then the files have to lie in it
 * @throws Failure
 */
export function mainsOf(settings: Settings, host: Host, sysroot?: string): string[] {
  const mains = namedMains(settings, host)
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

function namedMains({ folder, main, isMain, isIgnored }: Settings, host: Host): string[] {
  const named = main.filter(isPlainPath).map((path) => join(folder, path))
  const found = new Set(named.filter(isFile))
  if (named.length < main.length) {
    const gitIgnored = new GitIgnored(folder)
    const { files, failures } = configurationFiles(
      folder,
      (path, isFolder) => gitIgnored.ignores(path, isFolder) || isIgnored(resolve(path)),
    )
    for (const file of files) if (isMain(file)) found.add(file)
    for (const { message } of failures) host.warn(message)
  }
  return [...found].map(shownPath)
}

/**
 * The one main file that settings name.
 * @param sysroot that a flag names: then the file has to lie in it
 * @throws Failure when there are several, or none
 */
export function onlyMain(settings: Settings, sysroot: string | undefined, host: Host): string {
  const mains = namedMains(settings, host)
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

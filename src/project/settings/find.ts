import { statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { nativePath } from '../../node/files/native-path.js'
import type { Host } from '../host.js'
import type { FoundSettings } from './found.js'
import type { Settings, SettingsAt } from './settings.js'

export const SETTINGS_FILE = 'ecconf.json'

/**
 * Finds settings: the file that a flag names, else the nearest from a folder upwards that is believed
 * there. Each is read once, and the code that reads them is loaded when there are any.
 */
export function settingsFinder(named: string | undefined, host: Host): SettingsAt {
  if (named !== undefined) {
    let settings: Promise<Settings> | undefined
    return () => {
      settings ??= read(named, host)
      return settings
    }
  }
  const known = new Map<string, Promise<Settings | undefined>>()
  const there = new Map<string, boolean>()
  let finder: Promise<FoundSettings> | undefined
  const at = (folder: string): Promise<Settings | undefined> => {
    let found = known.get(folder)
    if (found === undefined) {
      found = settingsFor(folder)
      known.set(folder, found)
    }
    return found
  }
  const settingsFor = async (folder: string) => {
    for (const path of settingsAbove(folder, there, host)) {
      finder ??= import('./found.js').then(({ FoundSettings }) => new FoundSettings(host))
      const settings = (await finder).believed(path, folder)
      if (settings !== undefined) return settings
    }
    return undefined
  }
  return (folder) => at(resolve(folder))
}

/**
 * The settings files in a folder and above, the nearest first.
 * @param there which folders have one, as far as they have been looked at
 */
function* settingsAbove(
  folder: string,
  there: Map<string, boolean>,
  host: Host,
): Generator<string> {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, SETTINGS_FILE)
    const isThere = there.get(at) ?? isFile(path)
    there.set(at, isThere)
    if (isThere) yield path
    else host.misses?.(path)
    if (at === dirname(at)) return
  }
}

async function read(path: string, host: Host): Promise<Settings> {
  const { readSettings } = await import('./read.js')
  return readSettings(path, true, host)
}

function isFile(path: string): boolean {
  try {
    return statSync(nativePath(path), { throwIfNoEntry: false })?.isFile() === true
  } catch {
    // A folder above that this user may not look into.
    return false
  }
}

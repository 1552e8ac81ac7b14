import { statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { nativePath } from '../../node/files/native-path.js'
import type { Host } from '../host.js'
import type { Settings, SettingsAt } from './settings.js'

const SETTINGS_FILE = 'ecconf.json'

/**
 * Finds settings: the file that a flag names, else the nearest from a folder upwards. Each folder is
 * looked at once, and the code that reads them is loaded when there are any.
 */
export function settingsFinder(named: string | undefined, host: Host): SettingsAt {
  if (named !== undefined) {
    let settings: Promise<Settings> | undefined
    return () => {
      settings ??= read(named, true, host)
      return settings
    }
  }
  const known = new Map<string, Promise<Settings | undefined>>()
  const at = (folder: string): Promise<Settings | undefined> => {
    let found = known.get(folder)
    if (found === undefined) {
      found = settingsIn(folder)
      known.set(folder, found)
    }
    return found
  }
  const settingsIn = async (folder: string) => {
    const path = join(folder, SETTINGS_FILE)
    if (isFile(path)) return read(path, false, host)
    return folder === dirname(folder) ? undefined : at(dirname(folder))
  }
  return (folder) => at(resolve(folder))
}

/** @param isNamed whether a person has named the file */
async function read(path: string, isNamed: boolean, host: Host): Promise<Settings> {
  const { readSettings } = await import('./read.js')
  return readSettings(path, isNamed, host)
}

function isFile(path: string): boolean {
  try {
    return statSync(nativePath(path), { throwIfNoEntry: false })?.isFile() === true
  } catch {
    // A folder above that this user may not look into.
    return false
  }
}

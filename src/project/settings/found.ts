import type { Stats } from 'node:fs'
import type { Host } from '../host.js'
import { readSettings } from './read.js'
import type { Settings } from './settings.js'
import { SettingsTrust } from './trust.js'

/** Settings that nobody has named, each read once, and said once where they are not believed. */
export class FoundSettings {
  readonly #read = new Map<string, Settings>()
  readonly #passedOver = new Set<string>()

  constructor(readonly host: Host) {}

  /**
   * @param path of a settings file
   * @param folder that is looked at
   * @returns undefined when the settings are not believed there
   * @throws Failure when they are, and are wrong
   */
  believed(path: string, folder: string): Settings | undefined {
    const trust = new SettingsTrust(folder)
    const why = trust.objection(path)
    if (why !== undefined) return this.#passOver(why)
    const known = this.#read.get(path)
    if (known !== undefined) return known
    try {
      const check = (file: Stats) => {
        const objection = trust.objectionToOpened(path, file)
        if (objection !== undefined) throw new NotBelieved(objection)
      }
      const settings = readSettings(path, false, this.host, check)
      this.#read.set(path, settings)
      return settings
    } catch (error) {
      if (error instanceof NotBelieved) return this.#passOver(error.message)
      throw error
    }
  }

  #passOver(why: string): undefined {
    if (!this.#passedOver.has(why)) this.host.warn(why)
    this.#passedOver.add(why)
  }
}

class NotBelieved extends Error {}

import type { Host } from '../host.js'
import type { ReadFile } from '../read-bytes.js'
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
    const judged = trust.judge(path)
    if (judged.objection !== undefined) return this.#passOver(judged.objection)
    // Another file may have come into the place since it was read for another folder.
    const key = `${judged.identity} ${path}`
    const known = this.#read.get(key)
    if (known !== undefined) return known
    try {
      const check = (file: ReadFile) => {
        const objection = trust.objectionToOpened(path, file, judged.identity)
        if (objection !== undefined) throw new NotBelieved(objection)
      }
      const settings = readSettings(path, false, this.host, check)
      this.#read.set(key, settings)
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

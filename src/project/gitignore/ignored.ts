import { dirname, join, relative, resolve } from 'node:path'
import { Source } from '../../syntax/index.js'
import { Failure } from '../failure.js'
import { readRegular } from '../read-bytes.js'
import { SettingsTrust } from '../settings/trust.js'
import { isCheckout, isThere } from './checkout.js'
import { GitIgnorePatterns } from './patterns.js'

/** The largest file of patterns that counts, in bytes. */
const LARGEST = 256 * 1024

/** A file of patterns, and the folder that its paths lie in. */
interface Level {
  readonly folder: string
  readonly patterns: GitIgnorePatterns
}

/**
 * What lies below a folder and is passed over when the folder is searched, as the .gitignore files of
 * its checkout say. Outside of a checkout nothing is. A file of patterns is believed from whom settings
 * are: otherwise somebody could hide files of others.
 */
export class GitIgnored {
  readonly #root: string
  readonly #trust: SettingsTrust
  /** What counts in a folder, the strongest first. */
  readonly #levels = new Map<string, readonly Level[]>()

  /** @param folder that is searched; it may be passed over itself, and is searched all the same */
  constructor(folder: string) {
    this.#root = resolve(folder)
    this.#trust = new SettingsTrust(this.#root)
    const above = this.#levelsAbove(this.#root)
    const isIgnored = foldersFrom(above.at(-1)?.folder, this.#root).some((at) =>
      ignoredBy(above, at, true),
    )
    this.#levels.set(this.#root, isIgnored ? this.#ownLevels(this.#root) : above)
  }

  /** @param path below the folder, and in no folder that is passed over */
  ignores(path: string, isFolder: boolean): boolean {
    const absolute = resolve(path)
    return ignoredBy(this.#levelsIn(dirname(absolute)), absolute, isFolder)
  }

  #levelsIn(folder: string): readonly Level[] {
    const known = this.#levels.get(folder)
    if (known !== undefined) return known
    // A checkout within the checkout has files of its own alone.
    const outer = isCheckout(folder) ? [] : this.#levelsIn(dirname(folder))
    const levels = [...this.#ownLevels(folder), ...outer]
    this.#levels.set(folder, levels)
    return levels
  }

  /** Those of a folder and of all above it to the root of the checkout; none outside of a checkout. */
  #levelsAbove(folder: string): readonly Level[] {
    const levels: Level[] = []
    for (let at = folder; ; at = dirname(at)) {
      levels.push(...this.#ownLevels(at))
      if (isCheckout(at)) return levels
      if (at === dirname(at)) return []
    }
  }

  #ownLevels(folder: string): Level[] {
    const files = ['.gitignore', ...(isCheckout(folder) ? ['.git/info/exclude'] : [])]
    return files.flatMap((name) => {
      const text = this.#textOf(join(folder, name))
      return text === undefined ? [] : [{ folder, patterns: new GitIgnorePatterns(text) }]
    })
  }

  /** Undefined for a file that is not there, cannot be read or is not believed. */
  #textOf(path: string): string | undefined {
    if (!isThere(path)) return undefined
    const judged = this.#trust.judge(path)
    if (judged.objection !== undefined) return undefined
    try {
      const file = readRegular(path, LARGEST, false)
      const objection = this.#trust.objectionToOpened(path, file, judged.identity)
      return objection === undefined ? Source.fromBytes(file.bytes).text : undefined
    } catch (error) {
      if (error instanceof Failure) return undefined
      throw error
    }
  }
}

function ignoredBy(levels: readonly Level[], path: string, isFolder: boolean): boolean {
  for (const { folder, patterns } of levels) {
    const below = relative(folder, path)
    const ignored = below === '' ? undefined : patterns.ignores(below, isFolder)
    if (ignored !== undefined) return ignored
  }
  return false
}

/** The folders below one on the way to another, with that one; none when there is no first. */
function foldersFrom(first: string | undefined, last: string): string[] {
  const folders: string[] = []
  if (first === undefined) return folders
  for (let at = last; at !== first && at !== dirname(at); at = dirname(at)) folders.unshift(at)
  return folders
}

import { lstatSync, type Stats, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { canOthersReplace, WRITTEN_BY_OTHERS } from '../../node/access/rights.js'
import { hasAccessList } from '../../node/files/extended-attributes.js'
import { nativePath } from '../../node/files/native-path.js'
// Not from the room's index: what writes files loads much that reading does not need.
import { userText } from '../../node/transactions/recovery-outcome.js'
import { visible } from '../../report/layout/visible.js'
import { realPathOf } from '../paths/real-path.js'
import { shownPath } from '../paths/shown-path.js'

/** Whose a file or folder is, and who else may write it. */
type Owned = Pick<Stats, 'uid' | 'gid' | 'mode'>

/** The right of a group to write. */
const GROUP_WRITE = 0o020

/**
 * Whom settings that were found are believed from: they say which files are read and written. Those in
 * a folder above what is looked at, such as `/tmp`, may be anybody's.
 */
export class SettingsTrust {
  /** Root, who runs this, and whom the folder belongs to that is looked at; undefined for anybody. */
  readonly #believed: ReadonlySet<number> | undefined

  /** @param folder that is looked at: that of a main file, or of what somebody has named */
  constructor(folder: string) {
    const self = process.geteuid?.()
    const owner = statOf(folder)?.uid
    if (self !== undefined)
      this.#believed = new Set([0, self, ...(owner === undefined ? [] : [owner])])
  }

  /**
   * Why settings are not believed, as a line for people; undefined when they are. A link is worth no
   * more than whoever has made it, and no more than what it leads to.
   */
  objection(path: string): string | undefined {
    const real = realPathOf(path) ?? path
    for (const place of real === path ? [path] : [path, real]) {
      const file = lstatOf(place)
      const why = this.#objectionTo(file, place) ?? this.#objectionToFolder(file, dirname(place))
      if (why !== undefined) return passedOver(path, why)
    }
    return undefined
  }

  /** As `objection`, of the file that was opened: it may have come into its place since. */
  objectionToOpened(path: string, file: Stats): string | undefined {
    const why = this.#objectionTo(file, path)
    return why === undefined ? undefined : passedOver(path, why)
  }

  #objectionTo(file: Stats | undefined, path: string): string | undefined {
    // What is gone by now is not read either.
    if (file === undefined) return undefined
    const whose = `belong to ${userText(file.uid)}`
    if (!this.#believes(file)) return whose
    const isOpen = !file.isSymbolicLink() && (modeFor(file, path) & WRITTEN_BY_OTHERS) !== 0
    return isOpen ? `${whose}, and others can write them` : undefined
  }

  /** In a sticky folder others cannot put anything in the place of a file. */
  #objectionToFolder(file: Stats | undefined, path: string): string | undefined {
    const folder = statOf(path)
    if (file === undefined || folder === undefined) return undefined
    const whose = `belong to ${userText(file.uid)}`
    if (!this.#believes(folder)) return `${whose}, in a folder of ${userText(folder.uid)}`
    return canOthersReplace(modeFor(folder, path))
      ? `${whose}, in a folder that others can write`
      : undefined
  }

  #believes({ uid }: Owned): boolean {
    return this.#believed === undefined || this.#believed.has(uid)
  }
}

/**
 * The mode as far as it is about others. The group of a user that has the same number has no other
 * members, and that of root none but administrators. With an access list these bits are what it lets
 * anybody do whom it names.
 */
function modeFor({ uid, gid, mode }: Owned, path: string): number {
  if (process.geteuid === undefined) return 0
  const isOwnGroup = gid === uid || gid === 0
  if (!isOwnGroup || (mode & GROUP_WRITE) === 0) return mode
  return hasAccessList(nativePath(path)) ? mode : mode & ~GROUP_WRITE
}

function passedOver(path: string, why: string): string {
  const name = visible(shownPath(path))
  return `${name}: these settings ${why}; they are passed over: --settings ${name} uses them`
}

function statOf(path: string): Stats | undefined {
  return asked(() => statSync(nativePath(path)))
}

function lstatOf(path: string): Stats | undefined {
  return asked(() => lstatSync(nativePath(path)))
}

function asked(ask: () => Stats): Stats | undefined {
  try {
    return ask()
  } catch {
    return undefined
  }
}

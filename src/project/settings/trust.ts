import { lstatSync, type Stats, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { canOthersReplace, WRITTEN_BY_OTHERS } from '../../node/access/rights.js'
import { hasAccessList } from '../../node/files/extended-attributes.js'
import { fileIdentity } from '../../node/files/file-identity.js'
import { nativePath } from '../../node/files/native-path.js'
// Not from the room's index: what writes files loads much that reading does not need.
import { userText } from '../../node/transactions/recovery-outcome.js'
import { visible } from '../../report/layout/visible.js'
import { realPathOf } from '../paths/real-path.js'
import { shownPath } from '../paths/shown-path.js'
import type { ReadFile } from '../read-bytes.js'

/** Whose a file or folder is, and who else may write it. */
type Owned = Pick<Stats, 'uid' | 'gid' | 'mode'>

type OpenedFile = Pick<ReadFile, 'status' | 'identity'>

/** Why settings are not believed, as a line for people; or which file it is that is. */
type Judgement =
  | { readonly objection: string }
  | { readonly objection?: undefined; readonly identity: string }

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
   * Looks at settings and what leads to them. A link is worth no more than whoever has made it, and no
   * more than what it leads to.
   */
  judge(path: string): Judgement {
    let place = path
    let file = lstatOf(place)
    if (file?.isLink) {
      const why = this.#objectionTo(file, place) ?? this.#objectionToFolder(file, dirname(place))
      if (why !== undefined) return { objection: passedOver(path, why) }
      place = realPathOf(path)
      file = lstatOf(place)
    }
    // What is no file in this moment could be another one in the next.
    if (file === undefined || file.isLink) return { objection: exchanged(path) }
    const why = this.#objectionTo(file, place) ?? this.#objectionToFolder(file, dirname(place))
    return why === undefined ? { identity: file.identity } : { objection: passedOver(path, why) }
  }

  /**
   * Why the file that was opened is not believed: it must be the one that was looked at, which may have
   * got another mode or owner since.
   */
  objectionToOpened(
    path: string,
    { status, identity }: OpenedFile,
    judged: string,
  ): string | undefined {
    if (identity !== judged) return exchanged(path)
    const why = this.#objectionTo({ ...ownedOf(status), isLink: false }, path)
    return why === undefined ? undefined : passedOver(path, why)
  }

  #objectionTo(file: Owned & { readonly isLink: boolean }, path: string): string | undefined {
    const whose = `belong to ${userText(file.uid)}`
    if (!this.#believes(file)) return whose
    const isOpen = !file.isLink && (modeFor(file, path) & WRITTEN_BY_OTHERS) !== 0
    return isOpen ? `${whose}, and others can write them` : undefined
  }

  /** In a sticky folder others cannot put anything in the place of a file. */
  #objectionToFolder({ uid }: Owned, path: string): string | undefined {
    const folder = statOf(path)
    const whose = `belong to ${userText(uid)}`
    if (folder === undefined) return `${whose}, in a folder that cannot be looked at`
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
  const hasList = asked(() => hasAccessList(path))
  // Where nobody can tell, there may be one.
  return hasList === false ? mode & ~GROUP_WRITE : mode
}

function exchanged(path: string): string {
  return passedOver(path, 'were exchanged while they were looked at')
}

function passedOver(path: string, why: string): string {
  const name = visible(shownPath(path))
  return `${name}: these settings ${why}; they are passed over: --settings ${name} uses them`
}

function statOf(path: string): Stats | undefined {
  return asked(() => statSync(nativePath(path)))
}

/** What lies at a path, which may be a link; undefined where nothing does. */
function lstatOf(path: string) {
  const status = asked(() => lstatSync(nativePath(path), { bigint: true }))
  if (status === undefined) return undefined
  const { uid, gid, mode } = status
  const owned = { uid: Number(uid), gid: Number(gid), mode: Number(mode) }
  return { ...owned, isLink: status.isSymbolicLink(), identity: fileIdentity(status) }
}

function ownedOf({ uid, gid, mode }: Stats): Owned {
  return { uid, gid, mode }
}

function asked<T>(ask: () => T): T | undefined {
  try {
    return ask()
  } catch {
    return undefined
  }
}

import {
  accessSync,
  type BigIntStats,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname } from 'node:path'
import { hasCode } from '../writing/write-error.js'
import { keepAttributes } from './extended-attributes.js'
import { openedIdentity } from './file-identity.js'
import type {
  Contents,
  FileFacts,
  FileSystemCalls,
  FolderStatus,
  Numbered,
  Ownership,
  Status,
} from './file-system-calls.js'
import { nativePath, pathFrom } from './native-path.js'
import { openToRead } from './open-to-read.js'
import { readWhole, systemRefusal } from './read-whole.js'

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK } = constants

/** The folder in which Linux has the open files of this process, by descriptor. */
const OPENED = '/proc/self/fd'

interface OpenFolder {
  readonly descriptor: number
  /** How many calls of `openFolder` have no `closeFolder` yet. */
  uses: number
}

/**
 * The calls of this machine, with their own set of open folders. Only Linux can look up a name in
 * an open folder; elsewhere names are looked up by the whole path.
 */
export function newSystemCalls(): FileSystemCalls {
  const folders = new Map<string, OpenFolder>()
  const isReachable = existsSync(OPENED)

  /** How the system reaches a path: through its folder, if that is open. */
  const via = (path: string): string | Buffer => {
    const folder = folders.get(dirname(path))
    if (folder === undefined || !isReachable) return nativePath(path)
    return nativePath(`${OPENED}/${folder.descriptor}/${basename(path)}`)
  }
  /** As `via`, for a change: the folder of the path must be open. */
  const viaOpen = (path: string): string | Buffer => {
    if (!folders.has(dirname(path))) throw new Error(`the folder of ${path} is not open`)
    return via(path)
  }
  const opened = (path: string): OpenFolder => {
    const folder = folders.get(path)
    if (folder === undefined) throw new Error(`the folder ${path} is not open`)
    return folder
  }

  return {
    realPath: (path) => pathFrom(realpathSync.native(nativePath(path), 'buffer')),
    openFolder: (path) => {
      let folder = folders.get(path)
      if (folder === undefined) {
        const isBelowOpen = folders.has(dirname(path))
        const descriptor = isReachable && !isBelowOpen ? openUnlinked(path) : openAlone(via(path))
        folder = { descriptor, uses: 0 }
        folders.set(path, folder)
      }
      folder.uses++
      return folderStatus(folder.descriptor)
    },
    closeFolder: (path) => {
      const folder = opened(path)
      if (--folder.uses > 0) return
      folders.delete(path)
      closeSync(folder.descriptor)
    },
    foldersFrom: (path) =>
      isReachable ? foldersFrom(opened(path).descriptor) : foldersByName(path),
    syncFolder: (path) => fsyncSync(opened(path).descriptor),
    status: (path) => {
      const status = lstatSync(via(path), { throwIfNoEntry: false, bigint: true })
      return status && statusOf(status)
    },
    readLink: (path) => linkTarget(via(path)),
    checkWritable: (path) => accessSync(via(path), constants.W_OK),
    read: (path, most) => readRegular(via(path), most, path),
    readStart: (path, length) => readStart(via(path), length, path),
    openToRead: (path) => openRegular(via(path), path),
    readOpened: (file, most, path) => readOpened(file, most, path),
    list: (path) => {
      const folder = folders.get(path)
      const way =
        folder === undefined || !isReachable ? nativePath(path) : `${OPENED}/${folder.descriptor}`
      return readdirSync(way, { encoding: 'buffer' }).map(pathFrom)
    },
    create: (path, mode) => openSync(viaOpen(path), 'wx', mode),
    write: (file, bytes) => writeFileSync(file, bytes),
    ownership: (file) => factsOf(file),
    setOwner: (file, uid, gid) => fchownSync(file, uid, gid),
    setMode: (file, mode) => fchmodSync(file, mode),
    keepAttributes: (from, to) => keepAttributes(from, to),
    sync: (file) => fsyncSync(file),
    close: (file) => closeSync(file),
    rename: (from, to) => renameSync(viaOpen(from), viaOpen(to)),
    link: (from, to) => linkSync(viaOpen(from), viaOpen(to)),
    remove: (path) => unlinkSync(viaOpen(path)),
    makeFolder: (path, mode, owner) => {
      const make = () => mkdirSync(viaOpen(path), mode)
      if (owner === undefined) make()
      else withRightsOf(owner, make)
    },
  }
}

export const systemCalls: FileSystemCalls = newSystemCalls()

/**
 * Opens a folder only as a step of a path, readable or not: a Linux flag that Node does not name.
 */
const O_PATH = 0o10000000

/**
 * Opens a folder by its real path, one step at a time: a link in a real path has been put there
 * since, and leads to another folder.
 * @throws ENOTDIR for a link
 */
function openUnlinked(path: string): number {
  const steps = path.split('/').filter((step) => step !== '')
  const last = steps.pop()
  let folder = openSync('/', O_RDONLY | O_DIRECTORY)
  try {
    for (const step of steps) {
      const next = openSync(stepFrom(folder, step), O_PATH | O_DIRECTORY | O_NOFOLLOW)
      closeSync(folder)
      folder = next
    }
    return openAlone(last === undefined ? '/' : stepFrom(folder, last))
  } finally {
    closeSync(folder)
  }
}

/** The most folders on the way to one, far more than a path has room for. */
const MOST_FOLDERS = 4096

/** A folder and those above it. */
function foldersFrom(folder: number): Ownership[] {
  const found: Ownership[] = []
  let at = openSync(`${OPENED}/${folder}`, O_PATH | O_DIRECTORY)
  try {
    for (;;) {
      const status = fstatSync(at, { bigint: true })
      found.push(ownershipOf(status))
      if (found.length > MOST_FOLDERS) throw systemRefusal('ELOOP', `${folder}`)
      const above = openSync(`${OPENED}/${at}/..`, O_PATH | O_DIRECTORY)
      closeSync(at)
      at = above
      const { dev, ino } = fstatSync(at, { bigint: true })
      if (dev === status.dev && ino === status.ino) return found
    }
  } finally {
    closeSync(at)
  }
}

function foldersByName(path: string): Ownership[] {
  const own = ownershipOf(lstatSync(nativePath(path), { bigint: true }))
  return dirname(path) === path ? [own] : [own, ...foldersByName(dirname(path))]
}

function stepFrom(folder: number, name: string): string | Buffer {
  return nativePath(`${OPENED}/${folder}/${name}`)
}

function openAlone(way: string | Buffer): number {
  return openSync(way, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
}

function linkTarget(way: string | Buffer): string | undefined {
  try {
    return pathFrom(readlinkSync(way, 'buffer'))
  } catch (error) {
    if (hasCode(error, 'EINVAL')) return undefined
    throw error
  }
}

function ownershipOf({ mode, uid, gid }: BigIntStats): Ownership {
  return { mode: Number(mode) & 0o7777, uid: Number(uid), gid: Number(gid) }
}

function numbersOf({ ino, dev, birthtimeNs }: BigIntStats): Numbered {
  return { inode: String(ino), born: String(birthtimeNs), device: String(dev) }
}

function statusOf(status: BigIntStats): Status {
  const owned = ownershipOf(status)
  const identity = openedIdentity({ ...numbersOf(status), ...owned })
  return { ...owned, isFile: status.isFile(), size: Number(status.size), identity }
}

function factsOf(file: number): FileFacts {
  const status = fstatSync(file, { bigint: true })
  const facts = { ...ownershipOf(status), ...numbersOf(status) }
  return { ...facts, identity: openedIdentity(facts) }
}

function folderStatus(descriptor: number): FolderStatus {
  const status = fstatSync(descriptor, { bigint: true })
  return { ...ownershipOf(status), ...numbersOf(status) }
}

function readRegular(way: string | Buffer, most: number, path: string): Contents {
  const file = openRegular(way, path)
  try {
    return readOpened(file, most, path)
  } finally {
    closeSync(file)
  }
}

function readOpened(file: number, most: number, path: string): Contents {
  if (!fstatSync(file).isFile()) throw systemRefusal('ENOTREG', path)
  return { ...factsOf(file), bytes: readWhole(file, path, { most }) }
}

function readStart(way: string | Buffer, length: number, path: string): Uint8Array {
  const file = openRegular(way, path)
  try {
    if (!fstatSync(file).isFile()) throw systemRefusal('ENOTREG', path)
    const start = Buffer.alloc(length)
    return start.subarray(0, readSync(file, start, 0, length, 0))
  } finally {
    closeSync(file)
  }
}

/** Opens a regular file or a folder for reading, without waiting for somebody to write to a pipe. */
function openRegular(way: string | Buffer, path: string): number {
  try {
    return openToRead(way, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  } catch (error) {
    // ELOOP is a link; ENXIO and ENODEV are a socket, or a device without a driver.
    if (hasCode(error, 'ELOOP', 'ENXIO', 'ENODEV')) throw systemRefusal('ENOTREG', path)
    throw error
  }
}

/**
 * Runs an action with the rights of another user, which only root can take on, so that what it
 * makes belongs to that user at once. To change the owner afterwards would look its name up a
 * second time.
 */
function withRightsOf({ uid, gid }: Pick<Ownership, 'uid' | 'gid'>, action: () => void): void {
  const [self, group] = [process.geteuid?.(), process.getegid?.()]
  if (self !== 0 || group === undefined || uid === 0) return action()
  process.setegid?.(gid)
  try {
    process.seteuid?.(uid)
    try {
      action()
    } finally {
      process.seteuid?.(0)
    }
  } finally {
    process.setegid?.(group)
  }
}

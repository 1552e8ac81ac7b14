import {
  accessSync,
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
  readSync,
  realpathSync,
  renameSync,
  type Stats,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname } from 'node:path'
import { hasCode } from '../writing/write-error.js'
import { keepAttributes } from './extended-attributes.js'
import type {
  Contents,
  FileFacts,
  FileSystemCalls,
  FolderStatus,
  Ownership,
} from './file-system-calls.js'
import { nativePath, pathFrom } from './native-path.js'

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK } = constants

/** Where Linux shows the open files of this process, each a way to the very file. */
const OPENED = '/proc/self/fd'

/** A folder that is open. */
interface OpenFolder {
  readonly descriptor: number
  /** How often it was opened without being closed. */
  uses: number
}

/**
 * The calls of this machine, with open folders of their own. Elsewhere than on Linux, where there is
 * no way through an open folder, what lies in it is looked up by its path.
 */
export function newSystemCalls(): FileSystemCalls {
  const folders = new Map<string, OpenFolder>()
  const isReachable = existsSync(OPENED)

  /** The way to a path: through its folder, if that is open. */
  const via = (path: string): string | Buffer => {
    const folder = folders.get(dirname(path))
    if (folder === undefined || !isReachable) return nativePath(path)
    return nativePath(`${OPENED}/${folder.descriptor}/${basename(path)}`)
  }
  /** The way to a path where something is to be changed. */
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
    syncFolder: (path) => fsyncSync(opened(path).descriptor),
    status: (path) => {
      const status = lstatSync(via(path), { throwIfNoEntry: false })
      return status && { ...ownershipOf(status), isFile: status.isFile(), size: status.size }
    },
    checkWritable: (path) => accessSync(via(path), constants.W_OK),
    read: (path, most) => readRegular(via(path), most, path),
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
    ownership: (file) => factsOf(fstatSync(file)),
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

/** Opens a folder only as a step of a path, readable or not: a flag of Linux that Node does not name. */
const O_PATH = 0o10000000

/**
 * Opens a folder by its real path, a step at a time: where that has a link by now, somebody has put
 * it there, and it leads to another folder.
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

function stepFrom(folder: number, name: string): string | Buffer {
  return nativePath(`${OPENED}/${folder}/${name}`)
}

function openAlone(way: string | Buffer): number {
  return openSync(way, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
}

function ownershipOf({ mode, uid, gid }: Stats): Ownership {
  return { mode: mode & 0o7777, uid, gid }
}

function factsOf(status: Stats): FileFacts {
  return { ...ownershipOf(status), identity: `${status.dev}:${status.ino}` }
}

function folderStatus(descriptor: number): FolderStatus {
  const { mode, uid, gid, ino, dev, birthtimeNs } = fstatSync(descriptor, { bigint: true })
  return {
    mode: Number(mode) & 0o7777,
    uid: Number(uid),
    gid: Number(gid),
    inode: String(ino),
    born: String(birthtimeNs),
    device: String(dev),
  }
}

/** How much is read at once, and how much more than it said a file may grow meanwhile. */
const CHUNK = 64 * 1024

function readRegular(way: string | Buffer, most: number, path: string): Contents {
  const file = openRegular(way, path)
  try {
    return readOpened(file, most, path)
  } finally {
    closeSync(file)
  }
}

function readOpened(file: number, most: number, path: string): Contents {
  const status = fstatSync(file)
  if (!status.isFile()) throw refusal('ENOTREG', path)
  if (status.size > most) throw refusal('EFBIG', path)
  return { ...factsOf(status), bytes: readAll(file, status.size, most, path) }
}

/** Opens what may be anything: a pipe that nobody writes to must not keep this process waiting. */
function openRegular(way: string | Buffer, path: string): number {
  try {
    return openSync(way, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  } catch (error) {
    // A link; a socket or a device without a driver.
    if (hasCode(error, 'ELOOP', 'ENXIO', 'ENODEV')) throw refusal('ENOTREG', path)
    throw error
  }
}

function readAll(file: number, size: number, most: number, path: string): Uint8Array {
  const chunks: Uint8Array[] = []
  let total = 0
  for (let room = size + 1; ; room = CHUNK) {
    const chunk = Buffer.allocUnsafe(room)
    const length = readSync(file, chunk)
    if (length === 0) break
    total += length
    if (total > most) throw refusal('EFBIG', path)
    chunks.push(chunk.subarray(0, length))
  }
  return chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks)
}

/** An error as those of the system are. */
function refusal(code: 'ENOTREG' | 'EFBIG', path: string): Error {
  const errno = code === 'EFBIG' ? { errno: -27 } : {}
  return Object.assign(new Error(`${code}: ${path}`), { code, ...errno })
}

/**
 * Does something with the rights of another user, which only root can take on: what is made belongs to
 * that user at once. To give it away afterwards would mean to ask for its name a second time.
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

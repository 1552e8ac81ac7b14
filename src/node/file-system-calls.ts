import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lchownSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { nativePath, pathFrom } from './native-path.js'

/** What a write must keep of a file besides its bytes. */
export interface Ownership {
  readonly mode: number
  readonly uid: number
  readonly gid: number
}

/** What stands at a path. */
export interface Status extends Ownership {
  readonly isFile: boolean
  /** Bytes. */
  readonly size: number
}

/**
 * Every call to the system that a write makes, each a point where a test can stop the process or
 * let the system refuse. All of them throw the errors of the system as Node does.
 */
export interface FileSystemCalls {
  realPath(path: string): string
  /** Follows symbolic links. Undefined when there is nothing. */
  status(path: string): Status | undefined
  checkWritable(path: string): void
  read(path: string): Uint8Array
  list(folder: string): string[]
  /** Makes a file that is not there yet and opens it for writing. */
  create(path: string, mode: number): number
  write(file: number, bytes: Uint8Array): void
  ownership(file: number): Ownership
  setOwner(file: number, uid: number, gid: number): void
  setMode(file: number, mode: number): void
  sync(file: number): void
  close(file: number): void
  rename(from: string, to: string): void
  /** A second name for a file; never takes the place of another one. */
  link(from: string, to: string): void
  remove(path: string): void
  makeFolder(path: string, mode: number): void
  /** Of the folder itself, should somebody have put a link in its place. */
  setOwnerOfFolder(path: string, uid: number, gid: number): void
  openFolder(path: string): number
  syncFolder(folder: number): void
}

export const systemCalls: FileSystemCalls = {
  realPath: (path) => pathFrom(realpathSync.native(nativePath(path), 'buffer')),
  status: (path) => {
    const status = statSync(nativePath(path), { throwIfNoEntry: false })
    return status && { ...ownershipOf(status), isFile: status.isFile(), size: status.size }
  },
  checkWritable: (path) => accessSync(nativePath(path), constants.W_OK),
  read: (path) => readFileSync(nativePath(path)),
  list: (folder) => readdirSync(nativePath(folder), { encoding: 'buffer' }).map(pathFrom),
  create: (path, mode) => openSync(nativePath(path), 'wx', mode),
  write: (file, bytes) => writeFileSync(file, bytes),
  ownership: (file) => ownershipOf(fstatSync(file)),
  setOwner: (file, uid, gid) => fchownSync(file, uid, gid),
  setMode: (file, mode) => fchmodSync(file, mode),
  sync: (file) => fsyncSync(file),
  close: (file) => closeSync(file),
  rename: (from, to) => renameSync(nativePath(from), nativePath(to)),
  link: (from, to) => linkSync(nativePath(from), nativePath(to)),
  remove: (path) => unlinkSync(nativePath(path)),
  makeFolder: (path, mode) => mkdirSync(nativePath(path), mode),
  setOwnerOfFolder: (path, uid, gid) => lchownSync(nativePath(path), uid, gid),
  openFolder: (path) => openSync(nativePath(path), constants.O_RDONLY | constants.O_DIRECTORY),
  syncFolder: (folder) => fsyncSync(folder),
}

function ownershipOf({ mode, uid, gid }: Stats): Ownership {
  return { mode: mode & 0o7777, uid, gid }
}

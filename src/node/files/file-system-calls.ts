import type { KeptAttributes } from './extended-attributes.js'

/** What a write must keep of a file besides its bytes. */
export interface Ownership {
  /** Permission bits, with set-id bits and the sticky one. */
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

/** A file that is open. */
export interface FileFacts extends Ownership {
  /** Tells the file from others as long as both are there: its device and its inode. */
  readonly identity: string
}

/** What a regular file holds, and whose it is: both of the same opened file. */
export interface Contents extends FileFacts {
  readonly bytes: Uint8Array
}

/** A folder that was opened. */
export interface FolderStatus extends Ownership {
  /** Decimal numbers, as texts: inode, time of birth in nanoseconds, device. */
  readonly inode: string
  readonly born: string
  readonly device: string
}

/**
 * Every call to the system that a write makes, each a point where a test can stop the process or
 * let the system refuse. All of them throw the errors of the system as Node does.
 *
 * Whoever may write a folder may put another one, or a link, in its place at any moment. So folders
 * are opened first: as long as one is open, every call on what lies directly in it goes to that very
 * folder, whatever stands at its path by then. Calls that change something are made in open folders
 * only.
 */
export interface FileSystemCalls {
  realPath(path: string): string
  /**
   * Opens a folder until it has been closed as often. One that is open already is the same one.
   * @param path its real path: neither the folder nor any above it may be a link (ENOTDIR, ELOOP)
   */
  openFolder(path: string): FolderStatus
  closeFolder(path: string): void
  /** Of an open folder. */
  syncFolder(path: string): void
  /** Of what stands there, a link as itself. Undefined when there is nothing. */
  status(path: string): Status | undefined
  checkWritable(path: string): void
  /**
   * A regular file, without following a link or waiting for a writer.
   * @param most bytes; a larger one is refused (EFBIG)
   * @throws ENOTREG for what is no regular file
   */
  read(path: string, most: number): Contents
  /** Opens what is no link and keeps nobody waiting. */
  openToRead(path: string): number
  /** What an opened file holds, once, with the bounds and errors of `read`. @param path its name in errors */
  readOpened(file: number, most: number, path: string): Contents
  list(folder: string): string[]
  /** Makes a file that is not there yet and opens it for writing. */
  create(path: string, mode: number): number
  write(file: number, bytes: Uint8Array): void
  ownership(file: number): FileFacts
  setOwner(file: number, uid: number, gid: number): void
  setMode(file: number, mode: number): void
  /** Gives a file the access list and the extended attributes of another one. */
  keepAttributes(from: number, to: number): KeptAttributes
  sync(file: number): void
  close(file: number): void
  rename(from: string, to: string): void
  /** A second name for a file; never takes the place of another one. */
  link(from: string, to: string): void
  remove(path: string): void
  /**
   * Makes a folder.
   * @param owner whose it is from its first moment on; only root can make one for somebody else
   */
  makeFolder(path: string, mode: number, owner?: Pick<Ownership, 'uid' | 'gid'>): void
}

/** The largest file that is read as a configuration, in bytes. */
export const MOST_OF_A_FILE = 2 ** 31 - 1

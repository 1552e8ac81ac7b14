import type { KeptAttributes } from './extended-attributes.js'

/** What a write must preserve of a file besides its bytes. */
export interface Ownership {
  /** Permission bits with the set-ID and sticky bits. */
  readonly mode: number
  readonly uid: number
  readonly gid: number
}

/** What exists at a path. */
export interface Status extends Ownership {
  readonly isFile: boolean
  /** In bytes. */
  readonly size: number
  /** As `FileFacts` has it. */
  readonly identity: string
}

/** What tells a file or folder from all others, those of earlier times too: decimal numbers as text. */
export interface Numbered {
  readonly inode: string
  /** Time of birth, in nanoseconds since 1970. */
  readonly born: string
  readonly device: string
}

/** What the system says of an opened file. */
export interface FileFacts extends Ownership, Numbered {
  /** Device, inode and owner (`openedIdentity`). */
  readonly identity: string
}

/** The contents and the ownership of a regular file, both taken from the same opened file. */
export interface Contents extends FileFacts {
  readonly bytes: Uint8Array
}

/** The identity and ownership of an opened folder. */
export interface FolderStatus extends Ownership, Numbered {}

/**
 * Every system call that a write makes, each a point where a test can stop the process or let the
 * system refuse. All calls throw the system's errors as Node does.
 *
 * Anybody who may write a folder's parent can put another folder, or a link, in its place at any
 * moment. So folders are opened first: while a folder is open, every call on its direct contents
 * goes to that very folder, whatever stands at its path by then. Calls that change something
 * require the folder to be open.
 */
export interface FileSystemCalls {
  realPath(path: string): string
  /**
   * Opens a folder, or counts one more use of an open one; each call needs its own `closeFolder`.
   * @param path real path: neither the folder nor any folder above it may be a link (ENOTDIR,
   *   ELOOP)
   */
  openFolder(path: string): FolderStatus
  closeFolder(path: string): void
  /**
   * An open folder and those above it, up to `/`, as they are now: found from the folder itself, wherever
   * its path leads by now.
   */
  foldersFrom(path: string): Ownership[]
  /** Syncs an open folder. */
  syncFolder(path: string): void
  /** The status of a path, without following a link; undefined when nothing exists there. */
  status(path: string): Status | undefined
  /** Where a link leads, as it says itself; undefined for what is no link. */
  readLink(path: string): string | undefined
  checkWritable(path: string): void
  /**
   * Reads a regular file, without following a link or waiting for a writer.
   * @param most in bytes; a larger file is refused (EFBIG)
   * @throws ENOTREG when it is not a regular file
   */
  read(path: string, most: number): Contents
  /** The first bytes of a file, with the errors of `read`. @param length how many, if there are so many */
  readStart(path: string, length: number): Uint8Array
  /** Opens a file for reading, without following a link or waiting for a writer. */
  openToRead(path: string): number
  /**
   * Reads an opened file, once, with the limits and errors of `read`.
   * @param path name of the file in errors
   */
  readOpened(file: number, most: number, path: string): Contents
  list(folder: string): string[]
  /** Creates a file that must not exist yet and opens it for writing. */
  create(path: string, mode: number): number
  write(file: number, bytes: Uint8Array): void
  ownership(file: number): FileFacts
  setOwner(file: number, uid: number, gid: number): void
  setMode(file: number, mode: number): void
  /** Gives file `to` the access list and the extended attributes of file `from`. */
  keepAttributes(from: number, to: number): KeptAttributes
  sync(file: number): void
  close(file: number): void
  rename(from: string, to: string): void
  /** Gives a file a second name; never replaces an existing file. */
  link(from: string, to: string): void
  remove(path: string): void
  /**
   * Makes a folder.
   * @param owner of the folder from its first moment; only root can choose another user
   */
  makeFolder(path: string, mode: number, owner?: Pick<Ownership, 'uid' | 'gid'>): void
}

/** The largest file that is written, or read to be written, in bytes: a text of more cannot be held. */
export const MOST_OF_A_FILE = 512 * 1024 * 1024

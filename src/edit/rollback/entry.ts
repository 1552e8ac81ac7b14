import type { TextEdit } from '../../syntax/index.js'
import type { FileAccess } from '../change/carried.js'

/** A change in the history, with the parts that taking it back needs. */
export interface PastChange {
  /** The number in the history, 1-based. */
  readonly number: number
  readonly files: readonly PastFile[]
}

/** One file of a past change. */
export interface PastFile {
  readonly name: string
  readonly path: string
  /** Whether the change made the file. */
  readonly created: boolean
  /** Whether the change removed the file. */
  readonly removed?: boolean
  /** Who could read it before, if that is known. */
  readonly access?: FileAccess
  /** Edits of the text before; `inverse` are edits of the text after. */
  readonly edits: readonly TextEdit[]
  readonly inverse: readonly TextEdit[]
  /** The bytes before; undefined for a file that was made. */
  before(): Uint8Array | undefined
  /** The bytes after; to be ignored for a file that was removed. */
  after(): Uint8Array
}

/** The contents of a file; undefined when there is no file. */
export type PastBytes = Uint8Array | undefined

export function before(file: PastFile): PastBytes {
  return file.created ? undefined : file.before()
}

export function after(file: PastFile): PastBytes {
  return file.removed ? undefined : file.after()
}

export function isSame(a: PastBytes, b: PastBytes): boolean {
  if (a === undefined || b === undefined) return a === b
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

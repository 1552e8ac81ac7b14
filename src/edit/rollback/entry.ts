import type { TextEdit } from '../../syntax/index.js'
import type { FileAccess } from '../change/carried.js'

/** What the history keeps of a change, as far as taking it back needs it. */
export interface PastChange {
  /** In the history, from 1. */
  readonly number: number
  readonly files: readonly PastFile[]
}

/** One file of a change that was made. */
export interface PastFile {
  readonly name: string
  readonly path: string
  /** The change made the file: there was none before. */
  readonly created: boolean
  /** The change took the file away: there was none afterwards. */
  readonly removed?: boolean
  /** Who could read it before, if that is known. */
  readonly access?: FileAccess
  /** What was done, on the text before, and what undoes it, on the text after. */
  readonly edits: readonly TextEdit[]
  readonly inverse: readonly TextEdit[]
  /** The bytes before; undefined for a file that was created. */
  before(): Uint8Array | undefined
  /** The bytes after; of no account for a file that was removed. */
  after(): Uint8Array
}

/** What a file holds; undefined: there is none. */
export type Contents = Uint8Array | undefined

export function before(file: PastFile): Contents {
  return file.created ? undefined : file.before()
}

export function after(file: PastFile): Contents {
  return file.removed ? undefined : file.after()
}

export function isSame(a: Contents, b: Contents): boolean {
  if (a === undefined || b === undefined) return a === b
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

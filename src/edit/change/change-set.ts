import type { Change, ScopePath } from '../../config/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import type { TextEdit } from '../../syntax/index.js'
import type { CarriedText } from './carried.js'

/**
 * What a list of changes comes to: where each of them goes and why, and the edits that make it so.
 * Plain data: it can be kept as JSON, and still knows whether it fits what is on the disk.
 */
export interface ChangeSet {
  /** What was asked for, in that order; empty for what is no change of an option. */
  readonly changes: readonly Change[]
  /** Every file that was looked at. A change set fits as long as none of them is another. */
  readonly base: readonly FileHash[]
  readonly placements: readonly Placement[]
  /** What changes in effect, by option; of a scope that is taken out, by scope. */
  readonly effects?: readonly Effect[]
  /** Why it is done, in the words of the one who asked for it; for the history. */
  readonly message?: string
  /** Empty when anything was refused, unless what can be placed was asked for. */
  readonly edits: readonly FileEdits[]
  /** What the edits take from one file into another; absent when they take nothing. */
  readonly carried?: readonly CarriedText[]
  /** What the edits bring that was not found before: in any file, with places after the edits. */
  readonly diagnostics: readonly Diagnostic[]
  /** What cannot be done, and why. */
  readonly refusals: readonly Refusal[]
  /**
   * What was left out of the changes because it cannot be placed, and why; each names its change.
   * Only of `change` with `partial`, which refuses nothing then.
   */
  readonly leftOut?: readonly Refusal[]
  /** What needs no edit, and why: `Logs File_Mode is 0640 already (eccluster.conf:22)`. */
  readonly notes: readonly string[]
}

/** What changes in effect. Values are configuration text and may hold secrets. */
export interface Effect {
  readonly path: ScopePath
  /** The registered spelling; absent when the whole scope is taken out. */
  readonly option?: string
  /** What the scope has before, and where from; absent for a scope. */
  readonly before?: EffectiveText
  readonly after?: EffectiveText
  /** The other scopes whose value this is, by fallback (language spec 8). */
  readonly dependents: Dependents
  /** Takes effect only when the product is started again. */
  readonly needsRestart: boolean
}

/** What an option comes to in a scope. */
export interface EffectiveText {
  /** Absent when there is neither a value nor a default. */
  readonly text?: string
  readonly origin: 'definition' | 'implicit' | 'default' | 'none'
  /** The scope that has it, for a definition. */
  readonly from?: ScopePath
}

/** Scopes that take a value from another one. */
export interface Dependents {
  readonly count: number
  /** Whether these are all; a large configuration is not searched to its end. */
  readonly complete: boolean
  /** The first few of them. */
  readonly first: readonly ScopePath[]
}

export interface FileHash {
  /** As people read it. */
  readonly name: string
  /** Absolute, on this machine. */
  readonly path: string
  /** SHA-256 of the bytes, lower-case hexadecimal. */
  readonly hash: string
}

/** The edits of one file. */
export interface FileEdits {
  readonly name: string
  readonly path: string
  /** The file is made by this; its text before is empty. */
  readonly create: boolean
  /** The file is taken away by this; its text afterwards is empty. */
  readonly remove?: boolean
  /** On the text as it is, in order, not overlapping. */
  readonly edits: readonly TextEdit[]
  /** On the text as it will be: they give the first bytes back. */
  readonly inverse: readonly TextEdit[]
}

/** Where one change lands. An `unset` has one for each definition that it deletes. */
export interface Placement {
  /** Absent when the edit changes no option: the line that takes an overlay in. */
  readonly change?: Change
  readonly action: 'replace' | 'insert' | 'delete'
  /** As people read it. */
  readonly file: string
  readonly path: string
  /**
   * From 1. The place of the value as it will be; for a deletion, of the statement as it is.
   */
  readonly line: number
  /** From 1, in code points. */
  readonly column: number
  /** The line, as it is now, behind which new lines come; 0 for the top of the file. */
  readonly newLineAfter?: number
  /** The stanzas that are made for it, from the outside in: `Domain "z"`. */
  readonly newStanzas?: readonly string[]
  /** Why there, to be read behind the place. */
  readonly reason: string
  /** The value's text there before; absent for an insertion. May hold secrets. */
  readonly before?: string
  /** The value's text there afterwards; absent for a deletion. May hold secrets. */
  readonly after?: string
}

/**
 * Why something is refused. `read-only`: only a file that must not be written could take it;
 * `shadowed`: what could be written would have no effect; `no-place`: no file is meant for it;
 * `syntax`: a file has to be mended first; `invalid`: the result would be wrong;
 * `unsupported`: it is not known how; `not-set`: there is nothing to take away; `conflict`: somebody
 * else has changed the same since.
 */
export type RefusalCode =
  | 'read-only'
  | 'shadowed'
  | 'no-place'
  | 'syntax'
  | 'invalid'
  | 'unsupported'
  | 'not-set'
  | 'conflict'

/** Something that is not done. An answer, not a failure: the caller may know another way. */
export interface Refusal {
  readonly code: RefusalCode
  /** The change it is about; absent when it is about all of them. */
  readonly change?: Change
  /** One line: what, and why not. */
  readonly summary: string
  /** What would work. */
  readonly detail: string
}

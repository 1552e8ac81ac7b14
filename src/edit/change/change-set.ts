import type { Change, ScopePath } from '../../config/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import type { TextEdit } from '../../syntax/index.js'
import type { BoundFile } from './bound-file.js'
import type { CarriedText } from './carried.js'

/**
 * The result of planning a list of changes: where each of them goes and why, and the edits that
 * make it. Plain data: it can be kept as JSON, and can still be checked against the files on the
 * disk.
 */
export interface ChangeSet {
  /** The requested changes, in order; empty when no option is changed. */
  readonly changes: readonly Change[]
  /** Every file that was read. The change set is valid as long as all of them are unchanged. */
  readonly base: readonly FileHash[]
  readonly placements: readonly Placement[]
  /** The changes in effect: one for each changed option, one for each removed scope. */
  readonly effects?: readonly Effect[]
  /** The reason for the change set in the user's words, for the history. */
  readonly message?: string
  /** Empty when anything was refused, unless partial placement was requested. */
  readonly edits: readonly FileEdits[]
  /** What the edits take from one file into another; absent when they take nothing. */
  readonly carried?: readonly CarriedText[]
  /** New findings in any file that the edits cause, with places in the new texts. */
  readonly diagnostics: readonly Diagnostic[]
  /** The changes that cannot be made, and why. */
  readonly refusals: readonly Refusal[]
  /**
   * The changes that were left out because they cannot be placed, each with the reason. Only for
   * `change` with `partial`, which then refuses nothing.
   */
  readonly leftOut?: readonly Refusal[]
  /** Changes that need no edit, and why: `Logs File_Mode is 0640 already (eccluster.conf:22)`. */
  readonly notes: readonly string[]
}

/** A change set that changes nothing, to be filled in. */
export const NO_CHANGES: ChangeSet = {
  changes: [],
  base: [],
  placements: [],
  edits: [],
  diagnostics: [],
  refusals: [],
  notes: [],
}

/** The effect of a change. Values are configuration text and may contain secrets. */
export interface Effect {
  readonly path: ScopePath
  /** The registered spelling; absent when the whole scope is removed. */
  readonly option?: string
  /** The effective value before, and its origin; absent for a scope. */
  readonly before?: EffectiveText
  readonly after?: EffectiveText
  /** The other scopes that get this value by fallback (language spec 8). */
  readonly dependents: Dependents
  /** Whether the change takes effect only after a restart of the product; null when no document says. */
  readonly needsRestart: boolean | null
}

/** The effective value of an option in a scope. */
export interface EffectiveText {
  /** Absent when there is neither a value nor a default. */
  readonly text?: string
  readonly origin: 'definition' | 'implicit' | 'default' | 'none'
  /** The scope with the definition, if there is one. */
  readonly from?: ScopePath
}

/** Scopes that get a value from another scope. */
export interface Dependents {
  readonly count: number
  /** Whether `count` is complete; the search in a large configuration is limited. */
  readonly complete: boolean
  /** The first few of these scopes. */
  readonly first: readonly ScopePath[]
}

export interface FileHash extends BoundFile {
  /** SHA-256 of the bytes, lower-case hexadecimal. */
  readonly hash: string
}

/** The edits of one file. */
export interface FileEdits extends BoundFile {
  /** Whether the edits make the file; its old text is then empty. */
  readonly create: boolean
  /** Whether the file is removed; its new text is then empty. */
  readonly remove?: boolean
  /** Edits of the old text, in order and disjoint. */
  readonly edits: readonly TextEdit[]
  /** Edits of the new text that restore the old bytes. */
  readonly inverse: readonly TextEdit[]
}

/** Where a change goes. An `unset` has one placement for each definition that it deletes. */
export interface Placement {
  /** Absent when the edit changes no option, for example for the include line of an overlay. */
  readonly change?: Change
  readonly action: 'replace' | 'insert' | 'delete'
  /** The name of the file for users. */
  readonly file: string
  readonly path: string
  /**
   * The line, 1-based, of the value in the new text; for a deletion that of the statement in the
   * old text.
   */
  readonly line: number
  /** 1-based, in code points. */
  readonly column: number
  /** The line of the old text after which new lines go; 0 for the top of the file. */
  readonly newLineAfter?: number
  /** The stanzas that must be made, outermost first: `Domain "z"`. */
  readonly newStanzas?: readonly string[]
  /** The reason for this place, in words that follow the place. */
  readonly reason: string
  /** The old text of the value; absent for an insertion. May contain secrets. */
  readonly before?: string
  /** The new text of the value; absent for a deletion. May contain secrets. */
  readonly after?: string
}

/**
 * Why something is refused. `read-only`: only a file that must not be written could take it;
 * `shadowed`: it would have no effect where it can be written; `no-place`: no file is meant for it;
 * `syntax`: a file must be repaired first; `unreadable`: what a file holds is not known; `invalid`: the result would be wrong; `unsupported`:
 * this program cannot do it; `not-set`: there is nothing to remove; `conflict`: somebody else has
 * changed the same text since.
 */
export type RefusalCode =
  | 'read-only'
  | 'shadowed'
  | 'no-place'
  | 'syntax'
  | 'unreadable'
  | 'invalid'
  | 'unsupported'
  | 'not-set'
  | 'conflict'

/** A refused request. It is an answer, not a failure: the caller may try another way. */
export interface Refusal {
  readonly code: RefusalCode
  /** The refused change; absent when all changes are refused. */
  readonly change?: Change
  /** What is refused and why, in one line. */
  readonly summary: string
  /** What would work instead. */
  readonly detail: string
}

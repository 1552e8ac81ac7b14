import type { Configuration } from '../../config/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import type { PlacedChange } from './change-log.js'
import type { LeftOut } from './work.js'

/** What came of a change of what runs. */
export type Outcome = { readonly kind: 'done' } | NotDone

/** Why nothing was done. What ran before runs on. */
export type NotDone =
  /** Another session was faster (runtime spec 3.3). */
  | { readonly kind: 'conflict' }
  /** Somebody has to confirm another commit first. */
  | { readonly kind: 'waiting'; readonly waiting: Waiting }
  /** What lint finds is against it. */
  | {
      readonly kind: 'invalid'
      readonly findings: readonly Diagnostic[]
      /** In which the findings are. */
      readonly candidate: Configuration
    }
  /** Whoever looks after the running program does not have it. */
  | { readonly kind: 'vetoed'; readonly reason: string }

/** A commit that is taken back unless somebody confirms it. */
export interface Waiting {
  readonly deadline: Date
  /** Who made it: the user's name as the session knows it. */
  readonly by: string
}

/** What came of confirming a commit. */
export type Confirmation =
  | { readonly kind: 'done' }
  | { readonly kind: 'nothing-waits' }
  /** What was written of it could not be confirmed on the disk: it waits on. */
  | { readonly kind: 'failed'; readonly reason: string }

/** What came of reading the files again. */
export type Reloading = { readonly kind: 'done' } | WaitingOr<RefusedLoad>

interface RefusedLoad {
  readonly kind: 'refused'
  /** In lines without a newline. */
  readonly lines: readonly string[]
}

type WaitingOr<T> = T | Extract<NotDone, { kind: 'waiting' }>

/** What came of writing the changes in memory into the files. */
export type Writeback =
  | {
      readonly kind: 'done'
      /** As the running product names them; none when there was nothing to write. */
      readonly files: readonly string[]
      readonly notes: readonly string[]
      /** What stays in memory, each with the reason. */
      readonly left: readonly (Pick<LeftOut, 'summary' | 'detail'> & {
        readonly placed: PlacedChange
      })[]
    }
  | { readonly kind: 'failed'; readonly reason: string }
  /** After `begin from scratch` and a commit: nothing of it has a place in the files. */
  | { readonly kind: 'needs-path' }

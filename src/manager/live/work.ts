import type { Configuration } from '../../config/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import type { CarriedText, FileEdits, FileHash } from '../../edit/index.js'
import type { SiteKnowledge } from '../../project/site-knowledge.js'
import type { LineChange, PlacedChange } from './change-log.js'

/**
 * What would hold up the sessions, and is done elsewhere: everything that reads or writes files, or
 * looks at the whole of a configuration. One thing at a time is asked of it. It keeps the files as
 * they were loaded last, and knows of the changes in memory only what it is told.
 */
export interface Work {
  /**
   * Reads the main file, or another one in its place, and everything that it includes. What is
   * refused is forgotten, and the files stay those that were loaded before.
   * @param main absolute, as the running product names it
   */
  load(main?: string): Promise<Loading>
  /** A configuration of which no file says anything: what `begin from scratch` begins with. */
  scratch(): Promise<Configuration>
  /** What lint finds in a state of the configuration that it does not find in another one. */
  check(state: MemoryState, before: MemoryState): Promise<readonly Diagnostic[]>
  /** Where changes go in the files, and which of them no file can take. */
  plan(changes: readonly LineChange[]): Promise<Plan>
  /** Writes what was planned, all of it or nothing, and loads what was written. */
  install(plan: Plan, write: Write): Promise<Written>
  /** The text of the main file as it would be with a plan: its include lines stay as they are. */
  mainText(plan: Plan): Promise<Uint8Array>
  /**
   * Writes one file, wholly or not at all.
   * @param path absolute, as the running product names it
   */
  writeFile(path: string, bytes: Uint8Array): Promise<Saved>
  /** What takes an entry of the history back, as changes of the files as they were loaded. */
  takeBack(entry: number): Promise<TakingBack>
  /** What waits on the disk for a confirmation has it now. */
  confirm(): Promise<{ readonly failed?: string }>
  /** Takes back on the disk what nobody has confirmed in time, and loads the files as they are then. */
  restore(): Promise<Loading>
}

/** The changes in memory, as the other side of `Work` has to know them. */
export interface MemoryState {
  /** Whether the changes are made to nothing at all, and not to the files. */
  readonly isFromScratch: boolean
  readonly changes: readonly PlacedChange[]
}

export type Loading =
  | {
      readonly configuration: Configuration
      /** What the settings say about it; undefined where there are none. */
      readonly site?: SiteKnowledge | undefined
      /** The settings that are not believed, and why, a line each. */
      readonly passedOver?: readonly string[]
      readonly refused?: undefined
    }
  | {
      /** Why, in lines without a newline: what lint says of the files, each with its file. */
      readonly refused: readonly string[]
      /** Whether nothing but what is known about the product is against it. */
      readonly isDoubtful?: boolean
      readonly configuration?: undefined
    }

/** What it takes to write changes into files. Plain data. */
export interface Plan {
  /** The changes that no file can take, by their places in the list. */
  readonly leftOut: readonly LeftOut[]
  readonly base: readonly FileHash[]
  readonly edits: readonly FileEdits[]
  /** As in `ChangeSet`. */
  readonly carried?: readonly CarriedText[]
}

export interface LeftOut {
  /** The place of the change in the list that was planned. */
  readonly index: number
  /** Why, in one line. */
  readonly summary: string
  /** What would work. */
  readonly detail: string
}

/** How a write is recorded in the history. */
export interface Write {
  readonly message: string
  /** What is written is taken back unless it is confirmed by then. */
  readonly confirmBy?: Date | undefined
}

export type Written =
  | {
      /** The files as they are now. */
      readonly configuration: Configuration
      /** The files that were written, as the running product names them. */
      readonly files: readonly string[]
      readonly notes: readonly string[]
      readonly failed?: undefined
    }
  | { readonly failed: string; readonly configuration?: undefined }

export type Saved = { readonly notes: readonly string[] } | { readonly failed: string }

export type TakingBack =
  | { readonly changes: readonly LineChange[]; readonly refused?: undefined }
  | { readonly refused: string; readonly changes?: undefined }

import type { Holder } from './messages.js'

/**
 * The configuration of a node, as a commit deals with it. Nothing is asked of it while it does
 * something else.
 */
export interface NodeConfiguration {
  /** The digest of what runs. */
  running(): Promise<string>
  /**
   * What these changes come to on this node. It touches nothing.
   * @param changes lines of the console
   */
  plan(changes: readonly string[]): Promise<CommitPlan>
  /**
   * Which options of what runs are not among some, each with its place: without any value, since it
   * may be a secret. What is among those and does not run has no place here, and is told by its hash.
   * @param hashes of the lines of a listing
   */
  compare(hashes: readonly string[]): Promise<Differing>
  /** The bytes of files as they are now; undefined for those that are not there. */
  read(paths: readonly string[]): Promise<readonly (Uint8Array | undefined)[]>
  /**
   * Writes files, each wholly or not at all; those without bytes are removed.
   * @param expected what each of them is to hold now
   * @returns why they could not be written; some of them may be
   */
  write(files: readonly FileWrite[]): Promise<{ readonly failed?: string | undefined }>
  /** Runs what the files say. @returns why it does not */
  load(): Promise<{ readonly failed?: string | undefined }>
  /** @returns what is wrong with what runs; undefined when nothing is */
  health(): Promise<string | undefined>
  /** From now on other changes of this node are refused, naming who holds it. */
  hold(holder: Holder): Promise<void>
  /** Other changes are allowed again. */
  release(): Promise<void>
}

export type CommitPlan =
  | {
      /** The digest of what will run. */
      readonly candidate: string
      /** Every file that will be touched. */
      readonly files: readonly PlannedFile[]
      readonly refused?: undefined
    }
  | {
      /** Why the changes cannot be made here, in lines. */
      readonly refused: readonly string[]
    }

export interface PlannedFile {
  /** Of the real file. */
  readonly path: string
  /** Absent for a file that is not there yet. */
  readonly before: Uint8Array | undefined
  readonly after: Uint8Array | undefined
}

export interface FileWrite {
  readonly path: string
  /** What the file holds before: if it holds anything else, nothing is written. */
  readonly expected: Uint8Array | undefined
  readonly bytes: Uint8Array | undefined
}

export interface Differing {
  /** Each option with its place: `Global Domain "x" Max_Outbound: /etc/ecelerity.conf:12`. */
  readonly options: readonly string[]
  /** Of the given hashes, those that nothing here has. */
  readonly absent: readonly string[]
}

/**
 * Where a journal is kept. Everything is on the disk when the promise is fulfilled, also after a loss
 * of power: files and their folders are synced. What fails changes nothing.
 */
export interface JournalDisk {
  /** The journal; undefined when there is none. */
  read(): Promise<Uint8Array | undefined>
  /** Adds to its end. */
  append(bytes: Uint8Array): Promise<void>
  /** Puts another one in its place. */
  replace(bytes: Uint8Array): Promise<void>
  /** Keeps the journal, which is damaged, under a second name too. @returns that name */
  setAside(): Promise<string>
  /** Keeps a copy of some bytes beside it, under a name of letters, digits, `-` and `.`. */
  keep(name: string, bytes: Uint8Array): Promise<void>
  /** @throws when there is no such copy */
  kept(name: string): Promise<Uint8Array>
  /** Removes every copy that is not named. */
  keepOnly(names: ReadonlySet<string>): Promise<void>
}

/** Random bits for ids and secrets, in hex. */
export type RandomHex = (bytes: number) => string

import type { Bus, Subscription } from '../../bus/bus.js'
import type { Subjects } from '../../bus/subjects.js'
import type { Timing } from '../../timing.js'
import type { JournalDisk, RandomHex } from '../ports.js'

export interface CoordinatorOptions {
  /** The name of the manager. */
  readonly manager: string
  readonly bus: Bus
  readonly subjects: Subjects
  readonly timing: Timing
  readonly disk: JournalDisk
  readonly random: RandomHex
  readonly members: CommitMembers
  /** The manager's own copy of the nodes' files, where it has one. */
  readonly files?: NodeFiles | undefined
  /** Is told what every session is to be told. */
  readonly tell?: (notice: CommitNotice) => void
  /** Is told what a person should know, one line at a time. */
  readonly say?: (line: string) => void
}

/** The nodes of the cluster. Names are in lower case. */
export interface CommitMembers {
  readonly expected: readonly { readonly node: string; readonly subcluster: string }[]
  readonly present: readonly { readonly node: string; readonly subcluster: string }[]
  /** Calls back when a node has come or gone. */
  watch(listener: () => void): Subscription
}

/** The manager's own copy of the nodes' files. */
export interface NodeFiles {
  /** What the files say for a node; undefined where they cannot be read. */
  base(node: string, subcluster: string): Promise<FilesBase | undefined>
  /** Makes the changes in the files, after they were confirmed. @returns what there is to say of it */
  take(changes: readonly string[], by: string): Promise<readonly string[]>
}

export interface FilesBase {
  readonly digest: string
  /** The first options that the files set, by the hashes of their lines in the listing, with their places. */
  readonly options: ReadonlyMap<string, string>
}

/** What every session is told unasked. */
export type CommitNotice =
  | {
      readonly kind: 'provisional'
      readonly txid: string
      readonly by: string
      readonly deadline: Date
    }
  | { readonly kind: 'confirmed'; readonly txid: string; readonly by: string }
  | {
      readonly kind: 'cancelled'
      readonly txid: string
      readonly by: string
      readonly reason: string
    }
  | { readonly kind: 'superseded'; readonly txid: string; readonly manager: string }

/** How far a commit is: one line for whoever waits for it. */
export interface CommitProgress {
  readonly step: 'survey' | 'prepare' | 'apply' | 'confirm' | 'cancel'
  readonly node: string
  readonly isDone: boolean
  /** Why it is not. */
  readonly refusal: readonly string[]
  /** How many nodes have answered, of how many. */
  readonly count: number
  readonly total: number
}

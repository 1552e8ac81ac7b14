import type { Deadline } from '../deadline.js'
import type { NodeState } from '../states.js'

/** A commit as the journal of a node has it. Each record holds all that is known, so the last counts. */
export type NodeRecord =
  | { readonly type: 'held'; readonly commit: HeldCommit }
  | { readonly type: 'ended'; readonly commit: EndedCommit }

interface KnownCommit {
  readonly txid: string
  /** The manager that the node obeys; empty when none has ever prepared it here. */
  readonly owner: string
  readonly ownerEpoch: number
  readonly state: NodeState
  readonly reason: string
  readonly base: string
  readonly candidate: string
  readonly isConfirming: boolean
  /** Proves that the commit was confirmed. */
  readonly secret?: string | undefined
  readonly participants?: readonly string[] | undefined
  /** What was touched, as long as copies of it are kept. */
  readonly files: readonly KeptFile[]
}

/** The one commit that is not over on this node. */
export interface HeldCommit extends KnownCommit {
  readonly state: 'prepared' | 'applying' | 'provisional' | 'rolling-back' | 'diverged'
  readonly by: string
  /** ISO 8601. */
  readonly since: string
  readonly secretHash: string
  readonly deadline: Deadline
  /** Of the last `extend` that counts. */
  readonly sequence: number
  /** In `rolling-back`: what it becomes when the base is there again. */
  readonly becomes?: 'rolled-back' | 'diverged' | undefined
}

/** A commit that is over here: no message about it changes anything any more. */
export interface EndedCommit extends KnownCommit {
  readonly state: 'confirmed' | 'aborted' | 'rolled-back' | 'diverged' | 'abort-error'
  /** What a refused `prepare` was answered. */
  readonly refusal?: readonly string[] | undefined
}

/** A file that a commit touches, with the names of its copies; absent where the file is not there. */
export interface KeptFile {
  readonly path: string
  readonly before?: string | undefined
  readonly after?: string | undefined
}

/** @returns undefined for what no program of this version has written */
export function readNodeRecord(value: unknown): NodeRecord | undefined {
  const { type, commit } = (value ?? {}) as Partial<NodeRecord>
  const isKnown = type === 'held' || type === 'ended'
  return isKnown && typeof commit?.txid === 'string' ? (value as NodeRecord) : undefined
}

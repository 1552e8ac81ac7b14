/** What the journal of a manager has. Each record of a commit holds all of it, so the last counts. */
export type ManagerRecord =
  | { readonly type: 'epoch'; readonly epoch: number }
  | { readonly type: 'commit'; readonly commit: ManagedCommit }

export type Decision = 'confirmed' | 'cancelled'

/** A commit as the manager that runs it has it. */
export interface ManagedCommit {
  readonly txid: string
  readonly epoch: number
  readonly by: string
  /** ISO 8601. */
  readonly since: string
  /** Lines of the console. */
  readonly changes: readonly string[]
  /** Empty after a take-over in which no node knew it. */
  readonly secret: string
  readonly nodes: readonly ManagedNode[]
  /** Expected nodes that were absent, and get the changes when they are back: debts. */
  readonly missing: readonly MissingNode[]
  /** The commit whose changes it brings to a node that was absent. */
  readonly paysFor?: string | undefined
  readonly isTakenOver: boolean
  /** Once it is there, it stays: `confirmed` is in the journal before anybody is told. */
  readonly decision?: Decision | undefined
  /** Why it was cancelled. */
  readonly reason: string
  /** The manager that has taken it over from this one. */
  readonly supersededBy?: string | undefined
  /** Every node has answered to the decision. */
  readonly isOver: boolean
  /** The manager's own copy of the files has the changes. */
  readonly isCopied: boolean
}

export interface ManagedNode {
  readonly node: string
  readonly base: string
  /** Empty until the node has voted. */
  readonly candidate: string
}

export interface MissingNode {
  readonly node: string
  readonly isPaid: boolean
  /** Why it could not be paid the last time. */
  readonly reason: string
}

/** @returns undefined for what no program of this version has written */
export function readManagerRecord(value: unknown): ManagerRecord | undefined {
  const record = (value ?? {}) as Partial<ManagerRecord>
  const isKnown =
    (record.type === 'epoch' && Number.isSafeInteger(record.epoch)) ||
    (record.type === 'commit' && typeof record.commit?.txid === 'string')
  return isKnown ? (value as ManagerRecord) : undefined
}

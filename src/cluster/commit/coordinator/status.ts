import type { Holder, NodeReport } from '../messages.js'
import type { NodeState } from '../states.js'
import type { ManagedCommit, MissingNode } from './records.js'

/** One commit, as `show cluster commit` tells of it. */
export interface CommitStatus {
  readonly txid: string
  /** The manager that runs it. */
  readonly manager: string
  readonly epoch: number
  readonly by: string
  /** ISO 8601. */
  readonly since: string
  readonly state: string
  readonly reason: string
  /** When it is taken back unless it is confirmed. */
  readonly deadline: Date | undefined
  /** How many changes it has; unknown of a commit of another manager. */
  readonly changes: number | undefined
  readonly nodes: readonly NodeStatus[]
  readonly missing: readonly MissingNode[]
}

export interface NodeStatus {
  readonly node: string
  /** Undefined for a node that has not answered yet. */
  readonly state: NodeState | undefined
  readonly reason: string
  readonly running: string
  /** The commit is over, and the node runs something else than was decided, or than anybody knows. */
  readonly isDiverged: boolean
}

export function nodeStatuses(
  commit: ManagedCommit,
  reportOf: (node: string) => NodeReport | undefined,
): NodeStatus[] {
  return commit.nodes.map(({ node, base, candidate }) => {
    const report = reportOf(node)
    const wanted = commit.decision === 'confirmed' ? candidate : base
    const { state, reason = '', running = '' } = report ?? {}
    const isElsewhere = commit.isOver && report !== undefined && wanted !== '' && running !== wanted
    return { node, state, reason, running, isDiverged: isOdd(state) || isElsewhere }
  })
}

/** A commit of which only the nodes tell. */
export function foreignStatus(
  txid: string,
  reports: ReadonlyMap<string, NodeReport>,
): CommitStatus | undefined {
  const known = [...reports].filter(([, { state }]) => state !== 'idle')
  const [first] = known
  if (first === undefined) return undefined
  const [, { owner, ownerEpoch, participants = [] }] = first
  const holder: Holder | undefined = known
    .map(([, report]) => report.holder)
    .find((each) => each?.txid === txid)
  const deadline = known.map(([, report]) => report.deadline).find((each) => each !== undefined)
  const names = [...new Set([...participants, ...known.map(([node]) => node)])]
  return {
    txid,
    manager: owner,
    epoch: ownerEpoch,
    by: holder?.by ?? '',
    since: holder?.since ?? '',
    state: known.some(([, { isEnded }]) => !isEnded) ? 'pending' : 'over',
    reason: '',
    deadline: deadline === undefined ? undefined : new Date(deadline),
    changes: undefined,
    missing: [],
    nodes: names.map((node) => {
      const { state, reason = '', running = '' } = reports.get(node) ?? {}
      return { node, state, reason, running, isDiverged: isOdd(state) }
    }),
  }
}

/** Whether a node says itself that it runs something else than the others, or nobody knows what. */
function isOdd(state: NodeState | undefined): boolean {
  return state === 'diverged' || state === 'abort-error'
}

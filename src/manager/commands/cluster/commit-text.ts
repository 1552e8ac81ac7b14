import type { CommitNotice, CommitOutcome, CommitProgress } from '../../../cluster/commit/index.js'
import { ConsoleError } from '../../../console/index.js'
import { visible } from '../../../report/index.js'
import { MESSAGES } from '../../messages.js'
import { clockTime } from '../changing/clock-time.js'
import { DONE, type Status } from '../command.js'
import type { Output } from '../output.js'
import type { SessionContext } from '../session-context.js'

/** @throws ConsoleError where there are none */
export function commitsOf({ commits }: SessionContext) {
  if (commits === undefined) throw new ConsoleError(MESSAGES.noCommits)
  return commits
}

/** What a node has done, or has not. */
const STEPS: Readonly<Record<CommitProgress['step'], string>> = {
  survey: 'surveyed',
  prepare: 'prepared',
  apply: 'applied',
  confirm: 'confirmed',
  cancel: 'taken back',
}

/** One line for each node that has come further, more for one that has not. */
export function progressText({
  step,
  node,
  isDone,
  refusal,
  count,
  total,
}: CommitProgress): string {
  const what = STEPS[step]
  if (isDone) return `${MESSAGES.nodeDone(visible(node), what, count, total)}\n`
  const [first = '', ...others] = refusal.map(visible)
  const lines = [
    MESSAGES.nodeNotDone(visible(node), what, first),
    ...others.map((line) => `  ${line}`),
  ]
  return `${lines.join('\n')}\n`
}

/** Says what became of a commit. @throws ConsoleError when it is not confirmed */
export async function writeOutcome(outcome: CommitOutcome, output: Output): Promise<Status> {
  switch (outcome.kind) {
    case 'refused':
      throw new ConsoleError(outcome.lines.map(visible).join('\n'))
    case 'confirming':
      throw new ConsoleError(MESSAGES.commitConfirming(outcome.txid))
    case 'superseded':
      throw new ConsoleError(MESSAGES.commitSuperseded(visible(outcome.manager)))
    case 'stopped':
      throw new ConsoleError(
        outcome.isDecided ? MESSAGES.commitStoppedDecided : MESSAGES.commitStopped,
      )
    default: {
      const isConfirmed = outcome.kind === 'confirmed'
      const kept = outcome.nodes.filter(({ state }) => state === 'confirmed')
      const lines = [
        isConfirmed
          ? MESSAGES.commitConfirmed(kept.length)
          : MESSAGES.commitCancelled(visible(outcome.reason)),
        ...outcome.nodes
          .filter(({ isDiverged }) => isDiverged)
          .map(({ node, state = '', reason }) =>
            MESSAGES.nodeDiverged(visible(node), state, visible(reason)),
          ),
        ...outcome.silent.map((node) => MESSAGES.nodeSilent(visible(node))),
      ]
      if (!isConfirmed) throw new ConsoleError(lines.join('\n'))
      await output.write(`${lines.join('\n')}\n`)
      return DONE
    }
  }
}

/** What every session is told of commits on the nodes; with a newline at the end. */
export function commitNoticeText(notice: CommitNotice): string {
  const { txid } = notice
  switch (notice.kind) {
    case 'provisional':
      return `${MESSAGES.noticeNodesWait(visible(notice.by), txid, clockTime(notice.deadline))}\n`
    case 'confirmed':
      return `${MESSAGES.noticeNodesConfirmed(visible(notice.by), txid)}\n`
    case 'cancelled':
      return `${MESSAGES.noticeNodesCancelled(visible(notice.by), txid, visible(notice.reason))}\n`
    case 'superseded':
      return `${MESSAGES.noticeNodesSuperseded(txid, visible(notice.manager))}\n`
  }
}

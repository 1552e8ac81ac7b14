import { type StepOutcome, TXID } from '../../../cluster/commit/index.js'
import { ConsoleError, splitWords } from '../../../console/index.js'
import { visible } from '../../../report/index.js'
import { MESSAGES } from '../../messages.js'
import { type Command, DONE } from '../command.js'
import { commitsOf, writeOutcome } from './commit-text.js'

const MOST_SECONDS = 24 * 3600

/** `cluster-commit confirm`: keeps what all nodes run. */
export const clusterCommitConfirm: Command = {
  name: 'cluster-commit confirm',
  usage: ['cluster-commit confirm TXID'],
  description: 'Keep a cluster commit that waits for its confirmation',
  help: 'Over a connection that was opened after the commit was applied: so one that works with it.',
  operands: 'text',
  run: async ({ operands, output }, context) => {
    const [txid] = wordsIn(operands, 1, clusterCommitConfirm.usage)
    const commits = commitsOf(context)
    refuse(await commits.confirm(txid, context.opened))
    return writeOutcome(await commits.outcome(txid), output)
  },
}

/** `cluster-commit extend`: another time for what all nodes run. */
export const clusterCommitExtend: Command = {
  name: 'cluster-commit extend',
  usage: ['cluster-commit extend TXID SECONDS'],
  description: 'Give a cluster commit another time to be confirmed, from now on',
  operands: 'text',
  run: async ({ operands, output }, context) => {
    const [txid, word = ''] = wordsIn(operands, 2, clusterCommitExtend.usage)
    const seconds = /^\d{1,6}$/.test(word) ? Number(word) : 0
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw new ConsoleError(MESSAGES.wrongSeconds(MOST_SECONDS))
    }
    refuse(await commitsOf(context).extend(txid, seconds * 1000))
    await output.write(`${MESSAGES.ok}\n`)
    return DONE
  },
}

/** `cluster-commit cancel`: takes back what is not confirmed. */
export const clusterCommitCancel: Command = {
  name: 'cluster-commit cancel',
  usage: ['cluster-commit cancel TXID'],
  description: 'Take back a cluster commit that is not confirmed',
  operands: 'text',
  run: async ({ operands, output }, context) => {
    const [txid] = wordsIn(operands, 1, clusterCommitCancel.usage)
    refuse(await commitsOf(context).cancel(txid, MESSAGES.cancelledBy(context.user)))
    await output.write(`${MESSAGES.ok}\n`)
    return DONE
  },
}

/** `cluster-commit resolve`: ends what another manager has left. */
export const clusterCommitResolve: Command = {
  name: 'cluster-commit resolve',
  usage: ['cluster-commit resolve TXID'],
  description: 'Take over a cluster commit whose manager is gone, and end it as the nodes know it',
  help: 'Confirmed when any node knows that it was; else taken back, as soon as nobody can have confirmed it.',
  operands: 'text',
  run: async ({ operands, output }, context) => {
    const [txid] = wordsIn(operands, 1, clusterCommitResolve.usage)
    const outcome = await commitsOf(context).resolve(txid)
    if (outcome.kind !== 'cancelled') return writeOutcome(outcome, output)
    // What is taken over and taken back is what was asked for.
    await output.write(`${MESSAGES.commitCancelled(visible(outcome.reason))}\n`)
    return DONE
  },
}

/** The words behind a command, of which the first is an id. @throws ConsoleError */
function wordsIn(
  operands: string,
  count: number,
  usage: readonly string[],
): readonly [string, ...string[]] {
  const [txid, ...others] = splitWords(operands).map(({ value }) => value)
  if (txid === undefined || others.length !== count - 1) {
    throw new ConsoleError(MESSAGES.usage(usage))
  }
  return [txidOf(txid), ...others]
}

/** @throws ConsoleError */
export function txidOf(word: string): string {
  const txid = word.toLowerCase()
  if (!TXID.test(txid)) throw new ConsoleError(MESSAGES.wrongTxid(visible(word)))
  return txid
}

/** @throws ConsoleError */
function refuse(outcome: StepOutcome): void {
  if (outcome.kind === 'refused') throw new ConsoleError(outcome.lines.map(visible).join('\n'))
}

import { ConsoleError, splitWords } from '../../../console/index.js'
import type { Transaction } from '../../live/index.js'
import { MESSAGES } from '../../messages.js'
import { clockTime } from '../changing/clock-time.js'
import { theTransaction } from '../changing/the-transaction.js'
import { type Command, DONE } from '../command.js'
import { minutesIn, USUAL_MINUTES } from '../minutes.js'
import { commitsOf, progressText, writeOutcome } from './commit-text.js'

const MINUTE = 60_000

/** `cluster-commit`: the transaction on all nodes, all of them or none. */
export const clusterCommit: Command = {
  name: 'cluster-commit',
  usage: [
    'cluster-commit [confirmed MINUTES] [--allow-missing NODE] [--canary N] [--max-failures N]',
  ],
  description: 'Make the transaction on all nodes, and take it back unless it is confirmed in time',
  help: 'Each node writes the changes into its own files and runs them; when one of them cannot, all go back.\nThe command waits until somebody confirms the commit over a connection that was opened since, for\nten minutes unless MINUTES says otherwise. A node that is named with --allow-missing may be absent\nand gets the changes later; with --canary so many nodes go first; after more failures than\n--max-failures no further node is touched, and all go back.',
  operands: 'text',
  run: async ({ operands, output }, context) => {
    const flags = flagsIn(operands)
    const commits = commitsOf(context)
    const transaction = theTransaction(context)
    if (transaction.isFromScratch) throw new ConsoleError(MESSAGES.scratchCommit)
    if (transaction.lines.length === 0) throw new ConsoleError(MESSAGES.emptyTransaction)
    const outcome = await commits.commit({
      ...flags,
      changes: transaction.lines.map(({ text }) => text),
      by: context.user,
      begun: (txid) => {
        // What becomes of it is no longer a matter of this session.
        if (context.transaction === transaction) context.transaction = undefined
        void output.write(`${MESSAGES.commitBegun(txid)}\n`)
      },
      progress: (progress) => void output.write(progressText(progress)),
      provisional: (txid, deadline) =>
        void output.write(`${MESSAGES.commitWaits(txid, clockTime(deadline))}\n`),
    })
    if (outcome.kind === 'refused') await output.write(`${MESSAGES.commitRefused}\n`)
    await writeOutcome(outcome, output)
    const { allowMissing } = flags
    for (const node of allowMissing) await output.write(`${MESSAGES.nodeOwed(node)}\n`)
    if (changesBindings(transaction)) await output.write(`${MESSAGES.bindingsChanged}\n`)
    return DONE
  },
}

/** @throws ConsoleError */
function flagsIn(operands: string) {
  const words = splitWords(operands).map(({ value }) => value)
  const allowMissing: string[] = []
  let [length, canary, maxFailures] = [USUAL_MINUTES * MINUTE, 0, 0]
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const operand = words.shift()
    if (operand === undefined) throw new ConsoleError(MESSAGES.usage(clusterCommit.usage))
    switch (word.toLowerCase()) {
      case 'confirmed':
        length = minutesIn(operand) * MINUTE
        break
      case '--allow-missing':
        allowMissing.push(operand.toLowerCase())
        break
      case '--canary':
        canary = countOf(word, operand)
        break
      case '--max-failures':
        maxFailures = countOf(word, operand)
        break
      default:
        throw new ConsoleError(MESSAGES.usage(clusterCommit.usage))
    }
  }
  return { length, allowMissing, canary, maxFailures }
}

/** @throws ConsoleError */
function countOf(flag: string, word: string): number {
  if (!/^\d{1,4}$/.test(word)) throw new ConsoleError(MESSAGES.wrongCount(flag))
  return Number(word)
}

function changesBindings({ lines }: Transaction): boolean {
  return lines.some(({ change }) =>
    change.path.some(({ name }) => /^binding(_group)?$/i.test(name)),
  )
}

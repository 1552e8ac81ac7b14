import type { Broadcast } from '../../../cluster/broadcasts/index.js'
import { ConsoleError } from '../../../console/index.js'
import { visible } from '../../../report/index.js'
import { MESSAGES } from '../../messages.js'
import { type Command, DONE } from '../command.js'
import { checkNode, checkSubcluster } from './named-member.js'
import { commandIn, firstWord } from './operands.js'
import { sendTo } from './send.js'
import { LONGEST_WAIT, waitForAnswers } from './wait-for-answers.js'

/** `broadcast` (runtime spec 4), with `--wait` beyond the product. */
export const broadcast: Command = {
  name: 'broadcast',
  usage: ['broadcast CMD', 'broadcast --wait TIME CMD'],
  description: 'Send a command to all nodes',
  help: 'The answers are kept for "retrieve CMD". With "--wait 5s" (or "500ms", "2m") they are shown as they\ncome, and at the end who has not answered and which answers are equal; the status is 1 unless\nall have answered well. Roles are asked about the whole line, "broadcast" and "--wait" included.',
  operands: 'text',
  only: 'manager',
  sends: (operands) => operands.replace(WAIT, ''),
  run: async ({ operands, output }, context) => {
    const { wait, command } = waitIn(operands)
    commandIn(command, broadcast.usage)
    const sent = sendTo({ kind: 'all' }, command, context)
    if (wait !== undefined) return waitForAnswers(sent, wait, output, context)
    await output.write(`${sentText(sent)}\n`)
    return DONE
  },
}

/** `subcluster broadcast` (runtime spec 4). */
export const subclusterBroadcast: Command = {
  name: 'subcluster broadcast',
  usage: ['subcluster broadcast SUB CMD'],
  description: 'Send a command to the nodes of a subcluster',
  operands: 'subcluster',
  only: 'manager',
  sends: (operands) => firstWord(operands).rest,
  run: async ({ operands, output }, context) => {
    const { word: name, rest } = firstWord(operands)
    commandIn(rest, subclusterBroadcast.usage)
    checkSubcluster(name, context.cluster)
    const sent = sendTo({ kind: 'subcluster', name }, rest, context)
    await output.write(`${sentText(sent)}\n`)
    return DONE
  },
}

/** `unicast` (runtime spec 4). */
export const unicast: Command = {
  name: 'unicast',
  usage: ['unicast NODE CMD'],
  description: 'Send a command to one node',
  help: 'The answer is kept for "retrieve_node NODE CMD".',
  operands: 'node',
  only: 'manager',
  sends: (operands) => firstWord(operands).rest,
  run: async ({ operands, output }, context) => {
    const { word: name, rest } = firstWord(operands)
    commandIn(rest, unicast.usage)
    checkNode(name, context.cluster)
    const { sending } = sendTo({ kind: 'node', name }, rest, context)
    const [node] = sending.nodes
    await output.write(`${MESSAGES.sentToNode(visible(node?.name ?? name))}\n`)
    return DONE
  },
}

function sentText({ sending, counts }: Broadcast): string {
  return MESSAGES.sentToNodes(counts.asked, visible(sending.key))
}

/** The flag with its word, as far as that is there. */
const WAIT = /^--wait(?:=|\s+|$)(\S*)\s*/i

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 }

/** @throws ConsoleError for a time that is none */
function waitIn(operands: string): { readonly wait: number | undefined; readonly command: string } {
  const [flag, word = ''] = WAIT.exec(operands) ?? []
  if (flag === undefined) return { wait: undefined, command: operands }
  const [, number = '', unit = 's'] = /^(\d{1,7}(?:\.\d{1,3})?)(ms|s|m)?$/i.exec(word) ?? []
  const wait = Number(number) * (UNITS[unit.toLowerCase()] ?? 0)
  if (number === '' || wait > LONGEST_WAIT) {
    throw new ConsoleError(MESSAGES.wrongWait(visible(word), LONGEST_WAIT / 60_000))
  }
  return { wait, command: operands.slice(flag.length) }
}

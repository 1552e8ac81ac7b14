import type { Broadcast, NodeAnswer } from '../../../cluster/broadcasts/index.js'
import { counted } from '../../../diagnostics/index.js'
import { displayWidth, visible } from '../../../report/layout/visible.js'
import { MESSAGES } from '../../messages.js'
import { DONE, type Status } from '../command.js'
import { type Output, writeParts } from '../output.js'
import type { SessionContext } from '../session-context.js'
import { answerLines, remark, statusWords } from './answer-words.js'

/** For how long a session waits for answers at most, in ms. */
export const LONGEST_WAIT = 10 * 60_000

/** How many columns names and words take at most before the rest of a line is out of its column. */
const WIDEST_NAME = 40
const WIDEST_WORDS = 21

/** How many nodes are named that have answered the same. */
const MOST_NAMES = 10

/**
 * Shows the answers to a command as they come, then who has not answered, and each different answer
 * once. Nobody is waited for when all have answered.
 */
export async function waitForAnswers(
  broadcast: Broadcast,
  milliseconds: number,
  output: Output,
  context: Pick<SessionContext, 'cluster' | 'ended'>,
): Promise<Status> {
  const { asked } = broadcast.counts
  await output.write(`${MESSAGES.waitsForNodes(asked, secondsText(milliseconds))}\n`)
  await showAsTheyCome(broadcast, milliseconds, output, context)
  const nodes = broadcast.nodes
  await writeParts(summary(nodes), output)
  return nodes.every(({ answer }) => answer?.status === 'ok') ? DONE : 1
}

async function showAsTheyCome(
  broadcast: Broadcast,
  milliseconds: number,
  output: Output,
  { cluster, ended }: Pick<SessionContext, 'cluster' | 'ended'>,
): Promise<void> {
  const width = Math.min(widest(broadcast.nodes), WIDEST_NAME)
  let arrived: NodeAnswer[] = []
  let isOver = false
  let wake: () => void = () => undefined
  const over = () => {
    isOver = true
    wake()
  }
  const subscription = broadcast.watch((answer) => {
    arrived.push(answer)
    wake()
  })
  const stopTimer = cluster.timing.after(milliseconds, over)
  const signals = [ended, cluster.ending]
  for (const signal of signals) signal.addEventListener('abort', over)
  if (signals.some(({ aborted }) => aborted)) over()
  try {
    for (;;) {
      const lines = arrived.map((node) => rowText(node, width))
      arrived = []
      if (lines.length > 0) await writeParts(lines, output)
      if (arrived.length > 0) continue
      if (isOver || broadcast.counts.answered === broadcast.counts.asked) return
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  } finally {
    stopTimer()
    subscription.end()
    for (const signal of signals) signal.removeEventListener('abort', over)
  }
}

function rowText({ name, answer }: NodeAnswer, width: number): string {
  if (answer === undefined) return ''
  const shown = visible(name)
  const padding = ' '.repeat(Math.max(width - displayWidth(shown), 0))
  const words = statusWords(answer).padEnd(WIDEST_WORDS)
  const took = secondsText(answer.took, 3).padStart(9)
  return `${shown}${padding}  ${words}  ${took}  ${counted(answer.bytes.length, 'byte')}\n`
}

function* summary(nodes: readonly NodeAnswer[]): Generator<string> {
  const missing = nodes.filter(({ answer }) => answer === undefined)
  yield `${MESSAGES.haveAnswered(nodes.length - missing.length, nodes.length)}\n`
  if (missing.length > 0) {
    yield `${MESSAGES.notAnswered(missing.map(({ name }) => visible(name)).join(', '))}\n`
  }
  for (const group of groupsOf(nodes)) yield `\n${groupText(group)}`
}

/** Nodes whose answers are the same, the largest group first, then by name. */
function groupsOf(nodes: readonly NodeAnswer[]): readonly (readonly NodeAnswer[])[] {
  // The same bytes are the same object, since they are kept once.
  const byBytes = new Map<Uint8Array | undefined, Map<string, NodeAnswer[]>>()
  for (const node of nodes) {
    if (node.answer === undefined) continue
    const { bytes } = node.answer
    const key = bytes.length === 0 ? undefined : bytes
    const byWords = byBytes.get(key) ?? new Map<string, NodeAnswer[]>()
    byBytes.set(key, byWords)
    const words = remark(node) ?? ''
    const group = byWords.get(words)
    if (group === undefined) byWords.set(words, [node])
    else group.push(node)
  }
  // Groups begin in the order of names, and sorting keeps the order of those that are of one size.
  return [...byBytes.values()]
    .flatMap((byWords) => [...byWords.values()])
    .sort((a, b) => b.length - a.length)
}

function groupText(group: readonly NodeAnswer[]): string {
  const [first] = group
  if (first?.answer === undefined) return ''
  const names = group.slice(0, MOST_NAMES).map(({ name }) => visible(name))
  const head = MESSAGES.sameAnswer(group.length, names, remark(first))
  return `${head}\n${answerLines(first.answer.bytes)}`
}

function widest(nodes: readonly NodeAnswer[]): number {
  return nodes.reduce((most, { name }) => Math.max(most, displayWidth(visible(name))), 0)
}

function secondsText(milliseconds: number, digits?: number): string {
  const seconds = milliseconds / 1000
  return `${digits === undefined ? seconds : seconds.toFixed(digits)} s`
}

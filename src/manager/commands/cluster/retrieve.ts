import type { NodeAnswer } from '../../../cluster/broadcasts/index.js'
import type { ManagerEnd } from '../../../cluster/manager-end/index.js'
import { ConsoleError } from '../../../console/index.js'
import { visible } from '../../../report/index.js'
import { MESSAGES } from '../../messages.js'
import { type Command, DONE } from '../command.js'
import { answerLines, remark } from './answer-words.js'
import { checkNode, checkSubcluster } from './named-member.js'
import { commandIn, firstWord } from './operands.js'
import { writeAnswers } from './retrieved.js'

/** `retrieve` (runtime spec 4). */
export const retrieve: Command = {
  name: 'retrieve',
  usage: ['retrieve CMD'],
  description: 'Show what the nodes have answered to a command',
  help: 'CMD is what was broadcast, blanks aside. Answers that have not come yet are named.',
  operands: 'text',
  only: 'manager',
  ownXml: true,
  run: async (asked, { cluster }) => {
    const { key: command } = commandIn(asked.operands, retrieve.usage)
    await writeAnswers(command, answersTo(command, cluster), asked)
    return DONE
  },
}

/** `subcluster retrieve` (runtime spec 4). */
export const subclusterRetrieve: Command = {
  name: 'subcluster retrieve',
  usage: ['subcluster retrieve SUB CMD'],
  description: 'Show what the nodes of a subcluster have answered to a command',
  operands: 'subcluster',
  only: 'manager',
  ownXml: true,
  run: async (asked, { cluster }) => {
    const { word: name, rest } = firstWord(asked.operands)
    const { key: command } = commandIn(rest, subclusterRetrieve.usage)
    const nodes = storedFor(command, cluster)?.filter(
      ({ subcluster }) => subcluster?.toLowerCase() === name.toLowerCase(),
    )
    if (nodes === undefined || nodes.length === 0) {
      checkSubcluster(name, cluster)
      throw new ConsoleError(MESSAGES.noResponses(visible(command)))
    }
    await writeAnswers(command, nodes, asked)
    return DONE
  },
}

/** `retrieve_node` (runtime spec 4). */
export const retrieveNode: Command = {
  name: 'retrieve_node',
  usage: ['retrieve_node NODE CMD'],
  description: 'Show what one node has answered to a command',
  operands: 'node',
  only: 'manager',
  ownXml: true,
  run: async (asked, { cluster }) => {
    const { word: name, rest } = firstWord(asked.operands)
    const { key: command } = commandIn(rest, retrieveNode.usage)
    const node = storedFor(command, cluster)?.find(
      (each) => each.name.toLowerCase() === name.toLowerCase(),
    )
    if (node === undefined) {
      checkNode(name, cluster)
      throw new ConsoleError(MESSAGES.noResponses(visible(command)))
    }
    if (asked.isXml) await writeAnswers(command, [node], asked)
    else await asked.output.write(answerOfOne(node))
    return DONE
  },
}

/** The answer alone; where there is more to say of it, that in a line before it. */
function answerOfOne(node: NodeAnswer): string {
  const words = remark(node)
  const head = words === undefined ? '' : `${MESSAGES.node(visible(node.name), words)}\n`
  return head + (node.answer === undefined ? '' : answerLines(node.answer.bytes))
}

/** @throws ConsoleError when no such command was sent */
function answersTo(command: string, cluster: ManagerEnd): readonly NodeAnswer[] {
  const nodes = storedFor(command, cluster)
  if (nodes === undefined) throw new ConsoleError(MESSAGES.noResponses(visible(command)))
  return nodes
}

function storedFor(command: string, { broadcasts }: ManagerEnd): readonly NodeAnswer[] | undefined {
  return broadcasts.cache.answersTo(command)
}

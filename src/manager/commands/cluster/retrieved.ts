import type { NodeAnswer } from '../../../cluster/broadcasts/index.js'
import { xmlAttribute, xmlTextElement } from '../../../config/printing/xml.js'
import { visible } from '../../../report/index.js'
import { MESSAGES } from '../../messages.js'
import type { Asked } from '../command.js'
import { writeParts } from '../output.js'
import { answerLines, remark } from './answer-words.js'

/** Writes the answers of nodes, each below the name of its node, or as XML. */
export async function writeAnswers(
  command: string,
  nodes: readonly NodeAnswer[],
  { isXml, output }: Pick<Asked, 'isXml' | 'output'>,
): Promise<void> {
  await writeParts(isXml ? xmlParts(command, nodes) : nodes.map(answerText), output)
}

function answerText(node: NodeAnswer): string {
  const head = MESSAGES.node(visible(node.name), remark(node))
  return `${head}\n${node.answer === undefined ? '' : answerLines(node.answer.bytes)}\n`
}

function* xmlParts(command: string, nodes: readonly NodeAnswer[]): Generator<string> {
  yield `<Responses${xmlAttribute('command', command)}>\n`
  for (const { name, subcluster, answer } of nodes) {
    const attributes = [
      xmlAttribute('name', name),
      xmlAttribute('subcluster', subcluster),
      xmlAttribute('status', answer?.status ?? 'waiting'),
      xmlAttribute('late', answer?.isLate ? '1' : undefined),
    ].join('')
    const text = answer === undefined ? '' : answerLines(answer.bytes).replace(/\n$/, '')
    if (text === '') yield `  <Node${attributes}/>\n`
    else {
      const lines = text.split('\n').map((line) => `    ${xmlTextElement('Line', line)}\n`)
      yield `  <Node${attributes}>\n${lines.join('')}  </Node>\n`
    }
  }
  yield '</Responses>\n'
}

import { xmlAttribute, xmlTextElement } from '../../config/printing/xml.js'
import type { Status } from './command.js'

/**
 * The answer of a command that has no XML of its own: its lines, each an element. The product's own
 * form is not documented (runtime spec 3.4).
 */
export function xmlAnswer(command: string, status: Status, text: string): string {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n')
  const body = lines.map((line) => `  ${xmlTextElement('Line', line)}\n`).join('')
  const attributes = xmlAttribute('command', command) + xmlAttribute('status', `${status}`)
  return `<Response${attributes}>\n${body}</Response>\n`
}

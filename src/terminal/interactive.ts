import type { ExitStatus } from './batch.js'
import type { ConsoleConnection } from './console-connection.js'
import { harmlessText } from './harmless.js'
import type { LineEditor } from './line-editor.js'
import { prompt } from './prompt.js'
import { TEXTS } from './texts.js'

/**
 * A session at a terminal: the banner, and a prompt for each command until the person leaves.
 * @param address as it was typed; the prompt shows it
 * @param describeEnd why the connection has ended, in one line; empty when that was asked for
 */
export async function runInteractive(
  connection: ConsoleConnection,
  editor: LineEditor,
  address: string,
  describeEnd: () => string,
): Promise<ExitStatus> {
  const show = (text: string) => editor.write(harmlessText(text))
  show(connection.banner.map((line) => `${line}\n`).join(''))
  while (connection.ended === undefined) {
    const line = await Promise.race([
      editor.read(prompt(address, new Date())),
      connection.whenEnded,
    ])
    if (typeof line === 'object') {
      // It has ended by itself, while the person was typing.
      editor.close()
      show('\n')
      break
    }
    if (line === undefined) {
      await connection.run('quit', () => undefined)
      break
    }
    if (line.trim() === '') continue
    if (line.trimStart().startsWith('\\')) {
      show(`${TEXTS.unknownLocal(line.trim())}\n`)
      continue
    }
    const answer = await connection.run(line, show)
    if (answer === 'too-long') show(`${TEXTS.tooLong}\n`)
    if (/^\s*quit\s*$/i.test(line)) await connection.untilEnded()
  }
  const ended = await connection.untilEnded()
  const isAsked = ended.kind === 'closing' && ended.reason === 'quit'
  const text = describeEnd()
  if (text !== '') show(`${text}\n`)
  return isAsked || (ended.kind === 'closing' && ended.reason === 'shutdown') ? 0 : 2
}

import type { ConsoleConnection } from './console-connection.js'
import { asksToLeave } from './leaving.js'
import { TEXTS } from './texts.js'

/** What a run of the client came to: fine, a command failed, no connection. */
export type ExitStatus = 0 | 1 | 2

export interface BatchOutput {
  /** Takes a piece of an answer as it is. */
  write(text: string): void | Promise<void>
  /** Takes a line about what went wrong, without a line end. */
  complain(text: string): void
}

/**
 * Runs commands one after the other without a banner or a prompt (runtime spec 1, batch mode). After
 * one that fails the others still run.
 * @param describeEnd why the connection has ended, in one line; empty when that was asked for
 */
export async function runBatch(
  connection: ConsoleConnection,
  commands: AsyncIterable<string> | Iterable<string>,
  output: BatchOutput,
  describeEnd: () => string,
): Promise<ExitStatus> {
  let status: ExitStatus = 0
  for await (const command of commands) {
    if (command.trim() === '') continue
    if (command.trimStart().startsWith('\\')) {
      output.complain(TEXTS.unknownLocal(command.trim()))
      status = 1
      continue
    }
    const answer = await connection.run(command, { write: (part) => output.write(part) })
    if (answer === 'too-long') output.complain(TEXTS.tooLong)
    if (answer === undefined) return endOf(connection, status, output, describeEnd())
    if (answer === 'too-long' || answer.status !== 'ok') status = 1
    // The answer is there: what the server does behind it keeps nobody from leaving.
    if (asksToLeave(command)) return status
    if (connection.ended !== undefined) return endOf(connection, status, output, describeEnd())
  }
  return status
}

function endOf(
  { ended }: ConsoleConnection,
  status: ExitStatus,
  output: BatchOutput,
  text: string,
): ExitStatus {
  if (ended?.kind === 'closing' && (ended.reason === 'quit' || ended.reason === 'shutdown')) {
    return status
  }
  if (text !== '') output.complain(text)
  return 2
}

/**
 * The commands of a text, one a line; a line that ends within a quoted string goes on in the next one.
 */
export async function* commandsIn(
  chunks: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<string> {
  let pending = ''
  for await (const line of linesIn(chunks)) {
    pending = pending === '' ? line : `${pending}\n${line}`
    if (isOpen(pending)) continue
    yield pending
    pending = ''
  }
  if (pending !== '') yield pending
}

/** Whether a text ends within a quoted string. */
function isOpen(text: string): boolean {
  const outside = text.replace(/\\[\s\S]/g, '').replace(/"[^"]*"/g, '')
  return outside.includes('"')
}

async function* linesIn(chunks: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield line.replace(/\r$/, '')
  }
  if (rest !== '') yield rest
}

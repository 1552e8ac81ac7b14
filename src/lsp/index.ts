import type { Readable, Writable } from 'node:stream'
import { serve } from './server/language-server.js'
import type { ServerDescription } from './server/serving.js'
import { SoundMessages } from './server/sound-messages.js'
import { WholeMessages } from './server/whole-messages.js'

export type { ServerDescription } from './server/serving.js'

/**
 * Serves an editor over two streams by the Language Server Protocol 3.18 until it says `exit`, or its
 * stream ends: then the process ends, with 0 when it had said `shutdown` before, and else with 1.
 */
export async function startLanguageServer(
  { input, output }: { readonly input: Readable; readonly output: Writable },
  description: ServerDescription,
): Promise<void> {
  const library = await import('./library.js')
  const { createConnection, ProposedFeatures, ResponseError } = library
  const passOver = (what: string) => connection.console.error(`passed over: ${what}`)
  const messages = new WholeMessages(passOver)
  const writer = new library.StreamMessageWriter(output)
  const reader = new SoundMessages(new library.StreamMessageReader(messages), writer, passOver)
  const connection = createConnection(ProposedFeatures.all, reader, writer)
  reader.onError(({ message }) => passOver(message))
  // What goes wrong for one text is no reason to leave all the others.
  process.on('unhandledRejection', (error) => {
    connection.console.error(error instanceof Error ? error.message : String(error))
  })
  const leave = () => process.exit(reader.isShutDown ? 0 : 1)
  messages.on('end', leave)
  // An editor that is gone takes no answers either.
  output.on('error', leave)
  input.on('error', leave)
  input.pipe(messages)
  serve(connection, description, (code, message, data) => new ResponseError(code, message, data))
}

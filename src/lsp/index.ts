import type { Readable, Writable } from 'node:stream'
import { processExists } from '../node/index.js'
import type { ServerDescription } from './server/description.js'
import { MESSAGE_ENCODER } from './server/encoder.js'
import { serve } from './server/language-server.js'
import { SoundMessages } from './server/sound-messages.js'
import { WholeMessages } from './server/whole-messages.js'

export type { ServerDescription } from './server/description.js'

/** A stream of Node, of which no more is said here, so that nobody needs the types of Node. */
export interface NodeStream {
  on(event: string, listener: (...given: never[]) => void): unknown
}

export interface EditorStreams {
  /** Is read: a `Readable` of bytes. */
  readonly input: NodeStream
  /** Is written: a `Writable` of bytes. */
  readonly output: NodeStream
}

export interface LanguageServer {
  /**
   * Comes when the editor has said `exit`, or its stream has ended: the exit status that the protocol
   * asks for, 0 when the editor had said `shutdown` before, and else 1.
   */
  readonly ended: Promise<number>
  /** Tells the editor's log what went wrong. What goes wrong for one text is no reason to leave the others. */
  report(error: unknown): void
}

/** Serves an editor over two streams by the Language Server Protocol 3.18. Nothing is written to disk. */
export async function startLanguageServer(
  { input, output }: EditorStreams,
  description: ServerDescription,
): Promise<LanguageServer> {
  const library = await import('./library.js')
  const { createConnection, ProposedFeatures, ResponseError } = library
  const passOver = (what: string) => connection.console.error(`passed over: ${what}`)
  const messages = new WholeMessages(passOver)
  const writer = new library.StreamMessageWriter(output as Writable, {
    contentTypeEncoder: MESSAGE_ENCODER,
  })
  let looking: NodeJS.Timeout | undefined
  let leave: () => void = () => undefined
  const reader = new SoundMessages(new library.StreamMessageReader(messages), writer, {
    passedOver: passOver,
    begun: (process) => {
      if (process !== undefined)
        looking = setInterval(() => processExists(process) || leave(), LOOK_EVERY)
    },
    ended: () => leave(),
  })
  const connection = createConnection(ProposedFeatures.all, reader, writer)
  reader.onError(({ message }) => passOver(message))
  const ended = new Promise<number>((resolve) => {
    leave = () => resolve(reader.isShutDown ? 0 : 1)
    messages.on('end', leave)
    // An editor that is gone takes no answers either.
    output.on('error', leave)
    input.on('error', leave)
  })
  ;(input as Readable).pipe(messages)
  const stop = serve(connection, description, (code, message, data) => {
    return new ResponseError(code, message, data)
  })
  return {
    ended: ended.finally(() => {
      clearInterval(looking)
      stop()
      connection.dispose()
    }),
    report: (error) =>
      connection.console.error(error instanceof Error ? error.message : String(error)),
  }
}

/** How often it is looked whether the editor's process is still there, in ms. */
const LOOK_EVERY = 3000

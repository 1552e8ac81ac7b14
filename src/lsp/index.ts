import type { Readable, Writable } from 'node:stream'
import { serve } from './server/language-server.js'
import type { ServerDescription } from './server/serving.js'

export type { ServerDescription } from './server/serving.js'

/**
 * Serves an editor over two streams by the Language Server Protocol 3.18 until it says `exit`, or its
 * stream ends: then the process ends, with 0 when it had said `shutdown` before, and else with 1.
 */
export async function startLanguageServer(
  { input, output }: { readonly input: Readable; readonly output: Writable },
  description: ServerDescription,
): Promise<void> {
  const { createConnection, ProposedFeatures, ResponseError } = await import('./library.js')
  const connection = createConnection(ProposedFeatures.all, input, output)
  serve(connection, description, (code, message, data) => new ResponseError(code, message, data))
}

import * as assert from 'uvu/assert'
import type { ClientLogin, ServerLogin, ServerStep } from '../../../src/protocol/index.js'

/** What a conversation came to. */
export interface Ended {
  /** All payloads in order, the client's first one among them. */
  readonly messages: readonly string[]
  readonly server: ServerStep
  /** What the client says of the server's last payload; undefined when it is content. */
  readonly client: string | undefined
}

/** Changes a message on its way. @returns what arrives */
export type Tamper = (message: Uint8Array, number: number) => Uint8Array

/** Lets the two ends of a login talk until it is decided. */
export async function talk(
  client: ClientLogin,
  server: ServerLogin,
  tamper: Tamper = (message) => message,
): Promise<Ended> {
  const messages: string[] = []
  const sent = (payload: Uint8Array) => {
    const arrives = tamper(payload, messages.length)
    messages.push(Buffer.from(arrives).toString())
    return arrives
  }
  let payload = sent(client.start())
  for (;;) {
    const step = await server.step(payload)
    if (step.kind === 'refused') return { messages, server: step, client: undefined }
    if (step.kind === 'accepted') {
      const judged = client.finish(sent(step.payload))
      if (judged !== undefined) assert.is(judged.kind, 'failed')
      return { messages, server: step, client: judged?.kind === 'failed' ? judged.text : undefined }
    }
    const answer = await client.step(sent(step.payload))
    if (answer.kind === 'failed') return { messages, server: step, client: answer.text }
    payload = sent(answer.payload)
  }
}

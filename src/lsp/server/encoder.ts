import type { Message } from 'vscode-languageserver'

/** How many parts of an answer are written between two looks at the clock. */
const PARTS = 64

/** How many numbers of a list make one part. */
const NUMBERS = 8192

/** How long the writing of an answer keeps everything else waiting, in milliseconds. */
const PIECE = 10

/**
 * Writes messages as JSON. An answer with a long list, as symbols and the tokens of a large text are, is
 * written in pieces, between which other messages are read.
 */
export const MESSAGE_ENCODER = {
  name: 'application/json',
  encode: async (message: Message): Promise<Uint8Array> => {
    const { result } = message as { readonly result?: unknown }
    if (Array.isArray(result)) return encodedAround(message, { result: MARK }, result, 1)
    const data = isObject(result) ? result.data : undefined
    if (Array.isArray(data) && data.length > NUMBERS) {
      return encodedAround(
        message,
        { result: { ...(result as object), data: MARK } },
        data,
        NUMBERS,
      )
    }
    return Buffer.from(JSON.stringify(message))
  },
}

/** Stands in the place of the list. */
const MARK = '\u0000list'

/** A message around a list, whose members are written `count` at once. */
async function encodedAround(
  message: Message,
  changed: object,
  list: readonly unknown[],
  count: number,
): Promise<Uint8Array> {
  const around = JSON.stringify({ ...message, ...changed })
  const mark = JSON.stringify(MARK)
  const at = around.indexOf(mark)
  const buffers = [Buffer.from(`${around.slice(0, at)}[`)]
  let until = performance.now() + PIECE
  let parts: string[] = []
  for (let from = 0; from < list.length; from += count) {
    parts.push(JSON.stringify(list.slice(from, from + count)).slice(1, -1))
    if (parts.length < PARTS && performance.now() < until) continue
    buffers.push(Buffer.from(`${parts.join(',')}${from + count < list.length ? ',' : ''}`))
    parts = []
    if (performance.now() < until) continue
    await new Promise((resolve) => setImmediate(resolve))
    until = performance.now() + PIECE
  }
  buffers.push(Buffer.from(`${parts.join(',')}]${around.slice(at + mark.length)}`))
  return Buffer.concat(buffers)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

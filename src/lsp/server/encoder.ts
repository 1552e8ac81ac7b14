import type { Message } from 'vscode-languageserver'
import type { Pieces } from '../../syntax/index.js'
import { inPieces } from '../text/pieces.js'

/** How many numbers of a list are written in one step. */
const NUMBERS = 64

/** How many steps are written into one buffer. */
const STEPS = 256

/**
 * Writes messages as JSON. An answer with a long list, as symbols and the tokens of a large text are, is
 * written in pieces, between which other messages are read.
 */
export const MESSAGE_ENCODER = {
  name: 'application/json',
  encode: async (message: Message): Promise<Uint8Array> => {
    const { result } = message as { readonly result?: unknown }
    if (Array.isArray(result)) return inPieces(around(withResult(message, MARK), result, 1))
    const data = isObject(result) ? result.data : undefined
    if (!Array.isArray(data)) return Buffer.from(JSON.stringify(message))
    const marked = withResult(message, { ...(result as object), data: MARK })
    return inPieces(around(marked, data, NUMBERS))
  },
}

/** The same message with another result. */
function withResult(message: Message, result: unknown): object {
  return { ...message, result }
}

/** Stands in the place of the list. */
const MARK = '\u0000list'

/** A message with a mark in the place of a list, whose members are written `count` at once. */
function* around(marked: object, list: readonly unknown[], count: number): Pieces<Uint8Array> {
  const [before = '', behind = ''] = JSON.stringify(marked).split(JSON.stringify(MARK))
  const buffers = [Buffer.from(`${before}[`)]
  let written = ''
  for (let from = 0, step = 1; from < list.length; from += count, step++) {
    if (from > 0) written += ','
    written += JSON.stringify(list.slice(from, from + count)).slice(1, -1)
    if (step % STEPS === 0) {
      buffers.push(Buffer.from(written))
      written = ''
    }
    yield
  }
  buffers.push(Buffer.from(`${written}]${behind}`))
  return Buffer.concat(buffers)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

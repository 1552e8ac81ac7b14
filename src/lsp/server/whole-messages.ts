import { Transform, type TransformCallback } from 'node:stream'

/** What a message may have, in bytes: several times the longest text that is read. */
const MOST = 256 * 1024 * 1024

/** What the lines before a message may have, in bytes. */
const MOST_HEAD = 8 * 1024

/** How much is kept of a head that is too long, in bytes: the beginning of a word that is looked for may be at its end. */
const REST_OF_HEAD = 256

const HEAD_END = Buffer.from('\r\n\r\n')

/**
 * Passes on the messages of a stream, each behind one line with its length, and passes over what is no
 * head of a message: the library waits for good behind a head without a length.
 */
export class WholeMessages extends Transform {
  #head: Buffer = Buffer.alloc(0)
  /** The bytes of a body that are still to come. */
  #body = 0

  /** @param onPassedOver is told what was passed over */
  constructor(readonly onPassedOver: (what: string) => void) {
    super()
  }

  override _transform(bytes: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    let rest = bytes
    while (rest.length > 0) {
      if (this.#body > 0) {
        const part = rest.subarray(0, this.#body)
        this.#body -= part.length
        this.push(part)
        rest = rest.subarray(part.length)
      } else rest = this.#takeHead(rest)
    }
    done()
  }

  /** @returns what follows the head, or nothing while its end has not come */
  #takeHead(bytes: Buffer): Buffer {
    // The end may lie on both sides of where the bytes before have ended.
    const from = Math.max(0, this.#head.length - HEAD_END.length + 1)
    const all = Buffer.concat([this.#head, bytes])
    const end = all.indexOf(HEAD_END, from)
    if (end === -1) {
      this.#head = all.length > MOST_HEAD ? Buffer.from(all.subarray(-REST_OF_HEAD)) : all
      return all.subarray(all.length)
    }
    this.#head = Buffer.alloc(0)
    const text = all.toString('latin1', Math.max(0, end - MOST_HEAD), end)
    const length = /content-length:[ \t]*(\d+)[ \t]*(?:\r\n|$)/i.exec(text)?.[1]
    if (length === undefined) this.onPassedOver('a message without Content-Length')
    else if (Number(length) > MOST) this.onPassedOver(`a message of ${length} bytes`)
    else {
      this.#body = Number(length)
      this.push(`Content-Length: ${length}\r\n\r\n`)
    }
    return all.subarray(end + HEAD_END.length)
  }
}

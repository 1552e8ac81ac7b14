import { ANSWER_PART, type AnswerStatus, encodeAnswerPart } from '../messages/answer.js'

/** Sends an answer in parts while it is made. */
export class Answering {
  readonly #id: string
  readonly #run: string
  readonly #most: number
  readonly #publish: (message: Uint8Array) => void
  readonly #sent: Uint8Array[] = []
  #chunks: Uint8Array[] = []
  #waiting = 0
  #length = 0
  #isEnded = false

  /** @param most how many bytes the answer may have */
  constructor(
    { id, run, most }: { readonly id: string; readonly run: string; readonly most: number },
    publish: (message: Uint8Array) => void,
  ) {
    this.#id = id
    this.#run = run
    this.#most = most
    this.#publish = publish
  }

  /** The messages as they were sent. */
  get sent(): readonly Uint8Array[] {
    return this.#sent
  }

  get isEnded(): boolean {
    return this.#isEnded
  }

  /** @returns false when the answer is as long as it may be; what is too much is left out */
  take(bytes: Uint8Array): boolean {
    if (this.#isEnded) return false
    const room = this.#most - this.#length
    const taken = bytes.subarray(0, room)
    // The one who writes may use its buffer again.
    if (taken.length > 0) this.#chunks.push(taken.slice())
    this.#length += taken.length
    this.#waiting += taken.length
    while (this.#waiting > ANSWER_PART) this.#send(this.#next(ANSWER_PART))
    return bytes.length <= room
  }

  /** Sends what is left, and what became of the command. Once. */
  end(status: AnswerStatus): void {
    if (this.#isEnded) return
    this.#isEnded = true
    this.#send(this.#next(this.#waiting), { status, length: this.#length })
  }

  #send(bytes: Uint8Array, end?: { readonly status: AnswerStatus; readonly length: number }): void {
    const part = { id: this.#id, run: this.#run, part: this.#sent.length, end, bytes }
    const message = encodeAnswerPart(part)
    this.#sent.push(message)
    this.#publish(message)
  }

  /** Takes so many bytes out of what waits. */
  #next(count: number): Uint8Array {
    const all = Buffer.concat(this.#chunks)
    this.#chunks = all.length > count ? [all.subarray(count)] : []
    this.#waiting = all.length - count
    return all.subarray(0, count)
  }
}

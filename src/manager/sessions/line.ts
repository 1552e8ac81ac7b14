import type { Socket } from 'node:net'
import {
  answerParts,
  type ClientFrame,
  encodeFrame,
  FrameDecoder,
  type ProtocolProblem,
  type ServerFrame,
} from '../../protocol/index.js'
import type { Secured, TlsGate } from '../listeners/tls/gate.js'

/** What is made of what comes over a connection. */
export interface LineHandler {
  /** One frame at a time: the next one is read when this is done. */
  frame(frame: ClientFrame): Promise<void>
  /** Nothing more can be read. */
  problem(problem: ProtocolProblem): void
  /** The connection is gone. */
  gone(): void
  /** For how long the other end may take nothing before it counts as gone, in ms. */
  patience(): number
  /** The other end has taken nothing for that long, or lets too much wait: it is cut off. */
  stuck(): void
}

/** How long a connection that is being closed may take to take what is left, in ms. */
const LAST_WORDS = 2000

/** How many bytes may wait while a frame is worked on. Until then a client that goes is noticed. */
const MOST_WAITING = 64 * 1024

/** How many bytes may wait to be taken by a client before it is told nothing more unasked. */
const MOST_UNREAD = 1024 * 1024

/** How many bytes are kept to be sent together. */
const MOST_HELD = 16 * 1024

/** The server's end of one connection, as frames. Neither end can make the other hold much. */
export class Line {
  #socket: Socket
  readonly #handler: LineHandler
  readonly #decoder: FrameDecoder<ClientFrame>
  #isReading = false
  #isClosed = false
  #isSecuring = false
  /** What is sent together when the code that runs now is done, and how many bytes that are. */
  #held: Uint8Array[] = []
  #heldBytes = 0

  constructor(socket: Socket, handler: LineHandler, requestLimit: number) {
    this.#socket = socket
    this.#handler = handler
    this.#decoder = FrameDecoder.ofClient({ requestLimit })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      this.#isClosed = true
      handler.gone()
    })
    socket.setNoDelay?.(true)
  }

  /** Has a gate do the handshake of TLS; everything behind it travels encrypted. */
  async secure(gate: TlsGate): Promise<Secured> {
    this.#isSecuring = true
    const secured = await gate.take(this.#socket)
    this.#isSecuring = false
    if ('socket' in secured) {
      this.#socket = secured.socket
      this.#socket.on('error', () => undefined)
      if (this.#isClosed) this.#socket.destroy()
    }
    return secured
  }

  /** Reads from now on: not before it is decided what may come. */
  open(): void {
    if (this.#isClosed) return
    this.#socket.on('data', (chunk) => {
      if (this.#isClosed) return
      this.#decoder.push(chunk)
      void this.#read()
    })
    this.#socket.resume()
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  /** Requests may come from now on. */
  enterSession(): void {
    this.#decoder.enter('session')
  }

  /** Sends a frame, and waits while the other end takes nothing. */
  send(frame: ServerFrame): Promise<void> {
    return this.#write(encodeFrame(frame))
  }

  /** Sends a frame that nobody waits for. Whoever takes none of them is cut off. */
  tell(frame: ServerFrame): void {
    if (this.#isClosed) return
    if (this.#socket.writableLength > MOST_UNREAD) return this.#cutOff()
    this.#sendHeld()
    this.#socket.write(encodeFrame(frame))
  }

  async sendAnswer(id: number, text: string): Promise<void> {
    for (const part of answerParts(id, text)) {
      if (this.#isClosed) return
      await this.#write(part)
    }
  }

  /** Sends a last frame and closes. */
  close(frame: ServerFrame): void {
    if (this.#isClosed) return
    this.#sendHeld()
    this.#isClosed = true
    if (this.#isSecuring) {
      // Whoever is in the middle of a handshake cannot be told anything.
      this.#socket.destroy()
      return
    }
    this.#socket.end(encodeFrame(frame))
    this.#socket.resume()
    setTimeout(() => this.#socket.destroy(), LAST_WORDS).unref()
  }

  async #read(): Promise<void> {
    if (this.#isReading) {
      if (this.#decoder.held > MOST_WAITING) this.#socket.pause()
      return
    }
    this.#isReading = true
    while (!this.#isClosed) {
      const frame = this.#decoder.next()
      if (frame === undefined) break
      if (frame.kind === 'problem') {
        this.#handler.problem(frame)
        break
      }
      await this.#handler.frame(frame)
    }
    this.#isReading = false
    this.#socket.resume()
  }

  #cutOff(): void {
    this.#handler.stuck()
    this.#socket.destroy()
  }

  /**
   * Sends bytes, and waits while the other end takes nothing. What an answer says in one go travels
   * together, its end too: one call to the system, not two.
   */
  #write(bytes: Uint8Array): Promise<void> {
    if (this.#isClosed) return Promise.resolve()
    if (this.#held.length === 0) process.nextTick(() => this.#sendHeld())
    this.#held.push(bytes)
    this.#heldBytes += bytes.length
    if (this.#heldBytes < MOST_HELD && !this.#socket.writableNeedDrain) return Promise.resolve()
    return this.#sendHeld() ? Promise.resolve() : this.#drained()
  }

  /** @returns whether the other end takes what is sent */
  #sendHeld(): boolean {
    const held = this.#held
    const [first] = held
    if (first === undefined) return true
    const bytes = held.length === 1 ? first : Buffer.concat(held, this.#heldBytes)
    this.#held = []
    this.#heldBytes = 0
    return this.#socket.write(bytes)
  }

  #drained(): Promise<void> {
    return new Promise<void>((resolve) => {
      const timer = setTimeout(() => this.#cutOff(), this.#handler.patience()).unref()
      const done = () => {
        clearTimeout(timer)
        this.#socket.off('drain', done)
        this.#socket.off('close', done)
        resolve()
      }
      this.#socket.on('drain', done)
      this.#socket.on('close', done)
    })
  }
}

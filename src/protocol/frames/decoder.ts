import { decodePayload, notThisProtocol } from './decode.js'
import type { ClientFrame, Frame, FrameKind, ServerFrame } from './frame.js'
import { HEADER_BYTES, KINDS, kindOf } from './kinds.js'
import { type ProtocolProblem, problem } from './problem.js'

/** Where a connection stands: nothing has come, a login is awaited or goes on, commands are taken. */
export type Phase = 'opening' | 'login' | 'session'

type KindsByPhase = { readonly [phase in Phase]: readonly FrameKind[] }

const FROM_CLIENT: KindsByPhase = {
  opening: ['hello'],
  login: ['login-start', 'login-step'],
  session: ['request', 'complete'],
}

const FROM_SERVER: KindsByPhase = {
  opening: ['welcome', 'closing'],
  login: ['login-step', 'login-end', 'notice', 'closing'],
  session: ['unpaged', 'part', 'end', 'notice', 'closing', 'completions'],
}

const NOTHING = new Uint8Array(0)

export interface DecoderOptions {
  /** How many bytes a request's payload may have, when fewer than the protocol allows. */
  readonly requestLimit?: number
}

/**
 * Takes the bytes of a connection in chunks of any size and gives its frames. A length is judged as
 * soon as its header is there, by the kind and by where the connection stands; nothing is reserved for
 * bytes that have not come. Each byte is copied a bounded number of times, however small the chunks.
 *
 * Frames are asked for one at a time (`next`), since what may follow depends on what the caller makes
 * of them: it says with `enter` when a login is through. The first frame leads to `login` by itself.
 */
export class FrameDecoder<Incoming extends Frame> {
  readonly #kinds: KindsByPhase
  readonly #requestLimit: number
  #phase: Phase = 'opening'
  #buffer: Uint8Array = NOTHING
  /** Whether the buffer is our own memory, with room behind `#end` perhaps, and not a caller's chunk. */
  #own = false
  #start = 0
  #end = 0
  #problem: ProtocolProblem | undefined

  private constructor(kinds: KindsByPhase, options: DecoderOptions) {
    this.#kinds = kinds
    this.#requestLimit = Math.min(options.requestLimit ?? Infinity, KINDS.request.limit)
  }

  /** For a server: what clients send. */
  static ofClient(options: DecoderOptions = {}): FrameDecoder<ClientFrame> {
    return new FrameDecoder<ClientFrame>(FROM_CLIENT, options)
  }

  /** For a client: what a server sends. */
  static ofServer(): FrameDecoder<ServerFrame> {
    return new FrameDecoder<ServerFrame>(FROM_SERVER, {})
  }

  get phase(): Phase {
    return this.#phase
  }

  /** Says where the connection stands now. */
  enter(phase: 'login' | 'session'): void {
    this.#phase = phase
  }

  /** How many bytes are held. */
  get held(): number {
    return this.#end - this.#start
  }

  /** Adds bytes. The chunk is kept until it is used, and must not change. */
  push(chunk: Uint8Array): void {
    if (this.#problem !== undefined || chunk.length === 0) return
    if (this.held === 0) {
      this.#buffer = chunk
      this.#own = false
      this.#start = 0
      this.#end = chunk.length
      return
    }
    this.#makeRoom(chunk.length)
    this.#buffer.set(chunk, this.#end)
    this.#end += chunk.length
  }

  /** The next frame, undefined when more bytes are needed, or why there will be none any more. */
  next(): Incoming | ProtocolProblem | undefined {
    if (this.#problem !== undefined) return this.#problem
    const answer = this.#read()
    if (answer?.kind === 'problem') {
      this.#problem = answer
      this.#drop()
    } else if (answer !== undefined && this.#phase === 'opening') this.#phase = 'login'
    return answer
  }

  /** Says that no more bytes will come. @returns what is wrong with that, if anything */
  end(): ProtocolProblem | undefined {
    if (this.#problem !== undefined || this.held === 0) return this.#problem
    this.#problem = problem('cut-off', 'The connection ended in the middle of a frame.')
    this.#drop()
    return this.#problem
  }

  #read(): Incoming | ProtocolProblem | undefined {
    const { held } = this
    const buffer = this.#buffer
    const start = this.#start
    // A stranger is told as soon as it shows, even when its first bytes are fewer than a header.
    if (this.#phase === 'opening' && held > 0 && buffer[start] !== 0) return notThisProtocol()
    if (held < HEADER_BYTES) return undefined
    const kind = kindOf(buffer[start + 4] as number)
    const wrong = this.#judgeKind(kind)
    if (wrong !== undefined || kind === undefined) return wrong
    const length = longAt(buffer, start)
    const limit = kind === 'request' ? this.#requestLimit : KINDS[kind].limit
    if (length > limit) {
      return problem(
        'too-long',
        `A frame of the kind ${kind} has ${length} bytes; it may have ${limit}.`,
      )
    }
    if (held < HEADER_BYTES + length) return undefined
    const from = start + HEADER_BYTES
    this.#start = from + length
    const frame = decodePayload(kind, buffer.subarray(from, this.#start))
    if (this.#start === this.#end) this.#drop()
    return frame as Incoming | ProtocolProblem
  }

  #judgeKind(kind: FrameKind | undefined): ProtocolProblem | undefined {
    if (kind !== undefined && this.#kinds[this.#phase].includes(kind)) return undefined
    if (this.#phase === 'opening') return notThisProtocol()
    if (kind === undefined) return problem('unknown-kind', 'A frame is of no known kind.')
    const when = this.#phase === 'login' ? 'before a login is through' : 'now'
    return problem('unexpected-kind', `A frame of the kind ${kind} may not come ${when}.`)
  }

  /** Makes room behind the end, in memory of our own. */
  #makeRoom(wanted: number): void {
    const { held } = this
    const needed = held + wanted
    const { length } = this.#buffer
    if (this.#own && this.#end + wanted <= length) return
    // Moving to the front pays only where it frees half of the buffer: else small chunks copy it often.
    if (this.#own && needed <= length && held <= length / 2) {
      this.#buffer.copyWithin(0, this.#start, this.#end)
    } else {
      const wider = new Uint8Array(Math.max(needed, held * 2, 64))
      wider.set(this.#buffer.subarray(this.#start, this.#end))
      this.#buffer = wider
      this.#own = true
    }
    this.#start = 0
    this.#end = held
  }

  #drop(): void {
    this.#buffer = NOTHING
    this.#own = false
    this.#start = 0
    this.#end = 0
  }
}

function longAt(bytes: Uint8Array, start: number): number {
  let value = 0
  for (let at = start; at < start + 4; at++) value = value * 256 + (bytes[at] as number)
  return value
}

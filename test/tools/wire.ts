import { createConnection, type Socket } from 'node:net'
import { encodeFrame, FrameDecoder, type ServerFrame } from '../../src/protocol/index.js'
import { until } from './running-manager.js'

/** The first frame of a client. */
export const HELLO = encodeFrame({ kind: 'hello', version: 1, program: 'test', release: '1' })

/** The server's frames on a connection that a test makes by hand. */
export class Wire {
  readonly frames: ServerFrame[] = []
  isClosed = false
  readonly #decoder = FrameDecoder.ofServer()

  private constructor(readonly socket: Socket) {
    socket.on('error', () => undefined)
    socket.on('close', () => {
      this.isClosed = true
    })
    socket.on('data', (chunk) => {
      this.#decoder.push(chunk)
      for (;;) {
        const frame = this.#decoder.next()
        if (frame === undefined || frame.kind === 'problem') return
        this.frames.push(frame)
        if (frame.kind === 'welcome' && frame.wants.kind === 'nothing')
          this.#decoder.enter('session')
      }
    })
  }

  static open(path: string): Promise<Wire> {
    return Wire.of(createConnection(path))
  }

  /** A connection that has said hello, on which commands can be run. */
  static async session(path: string): Promise<Wire> {
    const wire = await Wire.open(path)
    wire.socket.write(HELLO)
    return wire
  }

  static async of(socket: Socket): Promise<Wire> {
    const wire = new Wire(socket)
    await until(() => wire.frames.length > 0 || wire.isClosed)
    return wire
  }

  /** The reason and the text of the closing. */
  async closing(): Promise<string> {
    await until(() => this.isClosed)
    const last = this.frames.at(-1)
    return last?.kind === 'closing' ? `${last.reason}: ${last.text}` : 'none'
  }

  /** Sends a command, and does not wait for its answer. */
  request(id: number, text: string): void {
    this.socket.write(encodeFrame({ kind: 'request', id, xml: false, text }))
  }
}

import { createConnection } from 'node:net'
import { FrameDecoder, type ServerFrame } from '../../../src/protocol/index.js'
import { type FrameCase, makeFrameCase } from '../fuzz-frames/cases.js'

/** What became of an input. */
export interface Attempt {
  /** How many frames came back. */
  readonly frames: number
  /** What is wrong with them, in one line; undefined when nothing is. */
  readonly mistake: string | undefined
}

/** The cases of a seed that are for a server, from the first on. */
export function* serverCases(seed: number): Generator<{ number: number; tried: FrameCase }> {
  for (let number = 0; ; number++) {
    const tried = makeFrameCase(seed, number)
    if (tried.reader === 'server') yield { number, tried }
  }
}

/**
 * Sends an input to a running manager, and goes: at once, or after it has answered.
 * @param path of its Unix socket
 */
export function attempt(path: string, { chunks }: FrameCase, vanishes: boolean): Promise<Attempt> {
  const decoder = FrameDecoder.ofServer()
  const frames: ServerFrame[] = []
  let mistake: string | undefined
  return new Promise((resolve) => {
    const socket = createConnection(path)
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // Whoever was refused for what it sent may have been sending still.
      if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') mistake ??= String(error)
    })
    socket.on('close', () => resolve({ frames: frames.length, mistake }))
    socket.on('data', (bytes) => {
      decoder.push(bytes)
      for (let frame = decoder.next(); frame !== undefined; frame = decoder.next()) {
        if (frame.kind === 'problem') {
          mistake ??= `the manager sends: ${frame.text}`
          return
        }
        frames.push(frame)
        if (frame.kind === 'welcome') decoder.enter('session')
        if (frame.kind === 'closing' && !/^[ -~]*$/.test(frame.text)) mistake ??= 'no line'
        if (frame.kind === 'closing' && /mistake/.test(frame.text)) mistake ??= frame.text
      }
    })
    socket.on('connect', () => {
      for (const chunk of chunks) socket.write(chunk)
      if (vanishes) socket.destroySoon()
      else socket.once('data', () => socket.end())
    })
  })
}

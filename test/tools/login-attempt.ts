import { createConnection } from 'node:net'
import {
  type ClientFrame,
  clientLogin,
  encodeFrame,
  FrameDecoder,
  type Mechanism,
  type ServerFrame,
} from '../../src/protocol/index.js'
import { until } from './running-manager.js'

/** Everything that a server sends during one attempt to log in, without the greeting. */
export async function loginAttempt(
  address: string,
  mechanism: Mechanism,
  { user, password }: { readonly user: string; readonly password: string },
): Promise<readonly ServerFrame[]> {
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(address) ?? []
  const socket = createConnection({ host, port: Number(port) })
  const decoder = FrameDecoder.ofServer()
  const frames: ServerFrame[] = []
  let isClosed = false
  socket.on('error', () => undefined)
  socket.on('close', () => {
    isClosed = true
  })
  socket.on('data', (chunk) => {
    decoder.push(chunk)
    for (let frame = decoder.next(); frame !== undefined; frame = decoder.next()) {
      if (frame.kind === 'problem') return
      frames.push(frame)
    }
  })
  const send = (frame: ClientFrame) => socket.write(encodeFrame(frame))
  try {
    send({ kind: 'hello', version: 1, program: 'test', release: '1' })
    const login = clientLogin(mechanism, { user, password, host })
    send({ kind: 'login-start', mechanism, payload: login.start() })
    for (let seen = 1; ; seen++) {
      await until(() => frames.length > seen || isClosed)
      const frame = frames[seen]
      if (frame?.kind !== 'login-step') return frames.slice(1)
      const step = await login.step(frame.payload)
      if (step.kind === 'send') send({ kind: 'login-step', payload: step.payload })
    }
  } finally {
    socket.destroy()
  }
}

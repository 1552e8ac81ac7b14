import { spawn } from 'node:child_process'
import { createConnection } from 'node:net'
import { Duplex } from 'node:stream'
import type { Target } from './address.js'

/** There is no connection, or it cannot be used; the message is one line for the person. */
export class ConnectionFailed extends Error {
  override readonly name = 'ConnectionFailed'
}

/** How long a server may take to answer, in ms. */
const PATIENCE = 30_000

const REASONS: { readonly [code: string]: string } = {
  ECONNREFUSED: 'nobody listens there',
  ENOENT: 'there is no such socket',
  EACCES: 'permission denied',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'it cannot be reached',
  ENETUNREACH: 'it cannot be reached',
  ENOTFOUND: 'the name is not known',
  EAI_AGAIN: 'the name cannot be looked up now',
  ENOTSOCK: 'it is no socket',
}

/** Opens the stream to a console. @throws ConnectionFailed */
export function openStream(target: Target, address: string): Promise<Duplex> {
  if (target.kind === 'ssh') return throughSsh(target, address)
  // Of a bare name it has to be said which file is meant.
  const isBare = target.kind === 'unix' && target.path !== address
  const named = isBare ? `${address} (${target.path})` : address
  return new Promise((resolve, reject) => {
    const socket =
      target.kind === 'unix'
        ? createConnection(target.path)
        : createConnection({ host: target.host, port: target.port, noDelay: true })
    const refuse = ({ code = '', message }: NodeJS.ErrnoException) => {
      socket.destroy()
      reject(new ConnectionFailed(`Cannot connect to ${named}: ${REASONS[code] ?? message}.`))
    }
    const timer = setTimeout(
      () => refuse(Object.assign(new Error('it does not answer'), { code: 'ETIMEDOUT' })),
      PATIENCE,
    )
    socket.once('error', refuse)
    socket.once('connect', () => {
      clearTimeout(timer)
      socket.off('error', refuse)
      resolve(socket)
    })
    socket.once('close', () => clearTimeout(timer))
  })
}

/** What `ssh` has to say about itself goes to standard error, where it also asks its questions. */
function throughSsh(
  { gate, host, port }: Extract<Target, { kind: 'ssh' }>,
  address: string,
): Promise<Duplex> {
  const inside = host.includes(':') ? `[${host}]` : host
  const child = spawn('ssh', ['-W', `${inside}:${port}`, '--', gate], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    child.on('error', ({ code, message }: NodeJS.ErrnoException) => {
      const why = code === 'ENOENT' ? 'there is no program ssh' : message
      reject(new ConnectionFailed(`Cannot connect to ${address}: ${why}.`))
    })
    child.on('spawn', () => {
      const stream = Duplex.from({ readable: child.stdout, writable: child.stdin })
      stream.on('close', () => child.kill())
      resolve(stream)
    })
  })
}

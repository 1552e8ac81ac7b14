import { spawn } from 'node:child_process'
import { createConnection, type Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { connect as connectTls } from 'node:tls'
import type { Target } from './address.js'
import { ConnectionFailed } from './connection-failed.js'
import { type TlsFiles, tlsReason } from './tls.js'

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

/**
 * Opens the stream to a console.
 * @param tls what TLS is spoken with, where the address asks for it
 * @throws ConnectionFailed
 */
export function openStream(target: Target, address: string, tls: TlsFiles = {}): Promise<Duplex> {
  if (target.kind === 'ssh') return throughSsh(target, address)
  const isTls = target.kind === 'tcp' && target.isTls === true
  // Of a bare name it has to be said which file is meant.
  const isBare = target.kind === 'unix' && target.path !== address
  const named = isBare ? `${address} (${target.path})` : address
  return new Promise((resolve, reject) => {
    const socket = newSocket(target, tls)
    const refuse = (error: NodeJS.ErrnoException) => {
      socket.destroy()
      const reason = (isTls ? tlsReason(error) : undefined) ?? REASONS[error.code ?? '']
      reject(new ConnectionFailed(`Cannot connect to ${named}: ${reason ?? error.message}.`))
    }
    const timer = setTimeout(
      () => refuse(Object.assign(new Error('it does not answer'), { code: 'ETIMEDOUT' })),
      PATIENCE,
    )
    socket.once('error', refuse)
    socket.once(isTls ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer)
      socket.off('error', refuse)
      resolve(socket)
    })
    socket.once('close', () => clearTimeout(timer))
  })
}

function newSocket(target: Exclude<Target, { kind: 'ssh' }>, tls: TlsFiles): Socket {
  if (target.kind === 'unix') return createConnection(target.path)
  const { host, port, isTls } = target
  if (isTls === true) return connectTls({ host, port, ...tls }).setNoDelay(true)
  return createConnection({ host, port, noDelay: true })
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

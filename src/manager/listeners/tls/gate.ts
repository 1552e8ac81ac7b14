import { constants } from 'node:crypto'
import type { Socket } from 'node:net'
import { createServer, type Server, type TLSSocket } from 'node:tls'
import { contextCa, type TlsCredentials } from './credentials.js'

/** What came of a connection at an address where TLS is spoken. */
export type Secured =
  | { readonly kind: 'secured'; readonly socket: TLSSocket }
  /** TLS is spoken, but the client has no certificate that counts. */
  | { readonly kind: 'no-certificate'; readonly socket: TLSSocket; readonly why: string }
  /** The client speaks no TLS, and can still be told so. */
  | { readonly kind: 'clear-text' }
  /** The handshake has failed; there is nobody to be told. */
  | { readonly kind: 'failed'; readonly why: string }

/** What every TLS connection begins with: a record with a handshake. */
const HANDSHAKE = 0x16

/** Does the handshakes of one listener. */
export class TlsGate {
  readonly #server: Server
  readonly #waiting = new Map<string, (secured: Secured) => void>()
  #demandsCertificate: boolean

  constructor({ cert, key, ca }: TlsCredentials) {
    this.#demandsCertificate = ca !== undefined
    this.#server = createServer({
      ...contextOptions({ cert, key, ca }),
      // A client with no certificate that counts is told so, which ending the handshake would not do.
      requestCert: this.#demandsCertificate,
      rejectUnauthorized: false,
    })
    this.#server.on('secureConnection', (socket) => this.#done(socket))
    this.#server.on('tlsClientError', (error: NodeJS.ErrnoException, socket) => {
      this.#answer(keyOf(socket), { kind: 'failed', why: reasonOf(error) })
      socket.destroy()
    })
  }

  /** Waits until a client has shown what it speaks, and does the handshake. */
  async take(socket: Socket): Promise<Secured> {
    const first = await firstByte(socket)
    if (first === undefined) return { kind: 'failed', why: 'the client has gone' }
    if (first !== HANDSHAKE) return { kind: 'clear-text' }
    const key = keyOf(socket)
    return new Promise((resolve) => {
      const gone = () => this.#answer(key, { kind: 'failed', why: 'the client has gone' })
      socket.once('close', gone)
      this.#waiting.set(key, (secured) => {
        socket.off('close', gone)
        resolve(secured)
      })
      this.#server.emit('connection', socket)
    })
  }

  #done(socket: TLSSocket): void {
    // Without a certificate of its own a resumed connection counts as authorized.
    const hasCertificate = socket.getPeerX509Certificate() !== undefined
    if (!this.#demandsCertificate || (hasCertificate && socket.authorized)) {
      return this.#answer(keyOf(socket), { kind: 'secured', socket })
    }
    const code = String(socket.authorizationError ?? '')
    const why = hasCertificate ? `its certificate is not taken (${code})` : 'it has shown none'
    this.#answer(keyOf(socket), { kind: 'no-certificate', socket, why })
  }

  #answer(key: string, secured: Secured): void {
    const waiting = this.#waiting.get(key)
    this.#waiting.delete(key)
    waiting?.(secured)
  }
}

function contextOptions({ cert, key, ca }: Pick<TlsCredentials, 'cert' | 'key' | 'ca'>) {
  return {
    cert: Buffer.from(cert),
    key: Buffer.from(key),
    ...contextCa(ca),
    // A console session is long: resuming connections saves nothing, and would skip certificates.
    secureOptions: constants.SSL_OP_NO_TICKET,
  }
}

/** The two ends of a connection, which no other one has at the same time. */
function keyOf({ remoteAddress, remotePort, localAddress, localPort }: Socket): string {
  return `${remoteAddress} ${remotePort} ${localAddress} ${localPort}`
}

/** Looks at the first byte of a connection and leaves it there; undefined when none comes. */
function firstByte(socket: Socket): Promise<number | undefined> {
  return new Promise((resolve) => {
    const done = (byte: number | undefined) => {
      socket.off('readable', look)
      socket.off('close', gone)
      resolve(byte)
    }
    const gone = () => done(undefined)
    const look = () => {
      const chunk: Buffer | null = socket.read()
      if (chunk === null) return
      socket.unshift(chunk)
      done(chunk[0])
    }
    socket.on('close', gone)
    socket.on('readable', look)
  })
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  return code ?? message
}

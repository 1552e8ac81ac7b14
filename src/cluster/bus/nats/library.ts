import { createConnection, type Socket } from 'node:net'
import {
  type ConnectionOptions,
  credsAuthenticator,
  NatsConnectionImpl,
  type ServerInfo,
  setTransportFactory,
  tokenAuthenticator,
  usernamePasswordAuthenticator,
} from '@nats-io/nats-core/internal'
import { NodeTransport, nodeResolveHost } from '@nats-io/transport-node/lib/node_transport.js'
import type { BusLogin, BusUrl } from '../../../schema/values/bus-url.js'
import { BusFileProblem } from './bus-file-problem.js'
import type { BusCredentials, CredentialsOfNats } from './credentials.js'

/** A connection of the library, which does not connect again by itself. */
export type NatsConnection = NatsConnectionImpl

export interface ConnectRequest {
  readonly server: BusUrl
  readonly credentials: BusCredentials
  /** What the server shows of this connection to who looks after it. */
  readonly name: string | undefined
  /** How long the server may take until it has let the client in, in ms. */
  readonly patience: number
  /** After how many milliseconds a connection is given up whose server says nothing. */
  readonly silence: number
  /** Ends the attempt. */
  readonly signal: AbortSignal
}

/** How many pings without an answer are waited for; the next one that is due ends the connection. */
const PINGS = 2

/** Connects to one server. @throws whatever the library throws */
export function connect({
  server,
  credentials,
  name,
  patience,
  silence,
  signal,
}: ConnectRequest): Promise<NatsConnection> {
  const { host, port, isTls } = server
  const login = server.login ?? credentials.login
  const options: OwnOptions = {
    servers: [`${host.includes(':') ? `[${host}]` : host}:${port}`],
    // Who holds the connection connects again by itself: what is published meanwhile is lost here, and
    // would be kept by the library.
    reconnect: false,
    ignoreClusterUpdates: true,
    noAsyncTraces: true,
    timeout: patience,
    pingInterval: Math.max(1, silence / (PINGS + 1)),
    maxPingOut: PINGS,
    ...(name !== undefined && { name }),
    ...(login !== undefined && { authenticator: authenticatorOf(login) }),
    tls: isTls ? tlsOptions(host, credentials) : null,
    signal,
  }
  setTransportFactory({ factory: () => new Transport(), dnsResolveFn: nodeResolveHost })
  return NatsConnectionImpl.connect(options) as Promise<NatsConnection>
}

function authenticatorOf(login: BusLogin | CredentialsOfNats) {
  if ('bytes' in login) return credentialsOf(login)
  const { user, password } = login
  if (password === undefined) return tokenAuthenticator(user)
  return usernamePasswordAuthenticator(user, password)
}

/** @throws BusFileProblem */
function credentialsOf({ path, bytes }: CredentialsOfNats) {
  const authenticator = credsAuthenticator(bytes)
  try {
    authenticator('signed once, to see whether it can be')
  } catch {
    throw new BusFileProblem(`Bus: credentials ${path} holds credentials of NATS that are damaged`)
  }
  return authenticator
}

function tlsOptions(host: string, { ca, certificate, key }: BusCredentials) {
  return {
    // Whom the certificate must name: where an address is dialled, the library would take `localhost`.
    host,
    ...(ca !== undefined && { ca }),
    ...(certificate !== undefined && { cert: certificate }),
    ...(key !== undefined && { key }),
  }
}

interface OwnOptions extends ConnectionOptions {
  readonly signal: AbortSignal
}

/** As the library says it of what answers with something else. */
const NO_NATS = 'unexpected response from server'

/**
 * The transport of the library, which lets go of its socket: left alone it keeps one open for ever
 * whose server takes the connection and says nothing, and waits for what cannot be sent before it
 * ends a connection that is dead.
 */
class Transport extends NodeTransport {
  override async connect(
    server: { readonly hostname: string; readonly port: number; readonly tlsName: string },
    options: OwnOptions,
  ): Promise<void> {
    if (options.tls === null) refuseTls(this)
    const giveUp = () => {
      this.done = true
      this.socket.destroy()
    }
    const timer = setTimeout(giveUp, options.timeout)
    options.signal.addEventListener('abort', giveUp)
    try {
      options.signal.throwIfAborted()
      await super.connect(server, options)
    } finally {
      clearTimeout(timer)
      options.signal.removeEventListener('abort', giveUp)
    }
  }

  /** As in the library, but the socket can be destroyed before the server has taken the connection. */
  override dial({
    hostname,
    port,
  }: {
    readonly hostname: string
    readonly port: number
  }): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket = createConnection(port, hostname)
      this.socket = socket
      let failure: Error | undefined
      socket.setNoDelay(true)
      socket.once('connect', () => {
        socket.removeAllListeners()
        resolve(socket)
      })
      socket.once('error', (error) => {
        failure = error
      })
      socket.once('close', () => reject(failure))
    })
  }

  /** The library reads the rest of what a server says of itself without a doubt. */
  override async peekInfo(): Promise<ServerInfo> {
    const info = await super.peekInfo()
    const { version } = Object(info) as Partial<ServerInfo>
    if (typeof version === 'string' && /^\d+\.\d+\.\d+/.test(version)) return info
    throw new Error(NO_NATS)
  }

  /** What the library cannot read would leave a connection that is never read again. */
  override async *iterate(): AsyncIterableIterator<Uint8Array> {
    let isRead = false
    try {
      yield* super.iterate()
      isRead = true
    } finally {
      if (!isRead) this.socket?.destroy(new Error(NO_NATS))
    }
  }

  override disconnect(): void {
    this.socket?.destroy()
  }
}

/** The server wants TLS, but its URL is one of clear text. */
function refuseTls(transport: NodeTransport): void {
  transport.startTLS = () => Promise.reject(new Error('the server speaks TLS only: write tls://'))
}

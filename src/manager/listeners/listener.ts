import { createServer, type Server, type Socket } from 'node:net'
import type { ScopePath } from '../../config/index.js'
import { type Opening, openAsItIs } from '../opening.js'
import { endpointText, type ListenAddress, type WantedListener } from './address.js'
import { listenError } from './listen-error.js'
import { readCredentials } from './tls/credentials.js'
import { TlsGate } from './tls/gate.js'
import { isSameTls, type TlsSettings } from './tls/settings.js'
import { openUnixSocket, type SocketOwner, type UnixSocket } from './unix-socket.js'

export interface ListenerOptions {
  /** Where a file of the running product lies on this machine. */
  readonly place: (path: string) => string
  /** Where a socket lies on this machine: by default at its path, for sockets lie below no sysroot. */
  readonly socketPlace?: ((path: string) => string) | undefined
  /** Who the files of Unix sockets are to belong to; undefined: to this process. */
  readonly owner: () => SocketOwner | undefined
  /** How the file of a Unix socket is made; by default with the rights of this process. */
  readonly opening?: () => Opening
  readonly onConnection: (socket: Socket, listener: Listener) => void
  /** The listener has stopped by itself. */
  readonly onError: (listener: Listener, error: Error) => void
}

/** What is bound to an address. */
interface Bound {
  readonly server: Server
  /** Of a Unix socket. */
  readonly file: UnixSocket | undefined
  /** The one that the system has picked, over TCP. */
  readonly port: number | undefined
}

/** What a client has to pass first. A broken gate lets nobody through until it is mended. */
type Gate = TlsGate | 'broken' | undefined

/** One open control listener. */
export class Listener {
  readonly key: string
  readonly address: ListenAddress
  readonly #options: ListenerOptions
  // Who comes before the address is known waits in its socket.
  readonly #early: Socket[] = []
  #bound: Bound | undefined
  #path: ScopePath
  #mode: number
  #tls: TlsSettings | undefined
  #gate: Gate
  #validTo: Date | undefined

  private constructor({ key, address, path, mode }: WantedListener, options: ListenerOptions) {
    this.key = key
    this.address = address
    this.#options = options
    this.#path = path
    this.#mode = mode
  }

  /** How it is called: `/tmp/2025`, `*:2025`. */
  get endpoint(): string {
    return endpointText(this.address, this.#bound?.port)
  }

  /** Of its `Listen` in the running configuration. */
  get path(): ScopePath {
    return this.#path
  }

  /** Undefined where clear text is spoken. */
  get gate(): Gate {
    return this.#gate
  }

  /** @throws ListenError */
  static async open(wanted: WantedListener, options: ListenerOptions): Promise<Listener> {
    const listener = new Listener(wanted, options)
    try {
      await listener.#followTls(wanted.tls)
      await listener.#bind(wanted)
    } catch (error) {
      throw listenError(endpointText(wanted.address), error)
    }
    return listener
  }

  /**
   * Takes over what can change while it is open.
   * @param isReload certificates are read again also where their names have not changed
   * @returns what is wrong with certificates that were read again, in one line
   * @throws ListenError when TLS cannot be spoken as it is wanted now: then nobody comes in
   */
  async follow(
    { path, mode, tls }: WantedListener,
    isReload: boolean,
  ): Promise<string | undefined> {
    this.#path = path
    if (mode !== this.#mode) {
      await this.#bound?.file?.setMode(mode).catch((error: Error) => {
        throw listenError(this.endpoint, error, 'keeps its mode')
      })
      this.#mode = mode
    }
    const isSame = this.#gate !== 'broken' && isSameTls(tls, this.#tls)
    if (isSame && !isReload) return undefined
    try {
      await this.#followTls(tls)
    } catch (error) {
      const refused = listenError(
        this.endpoint,
        error,
        isSame ? 'keeps its certificate' : undefined,
      )
      if (isSame) return refused.message
      this.#gate = 'broken'
      throw refused
    }
    return this.expired
  }

  /** Says that the certificate has ended, in one line; undefined when it has not. */
  get expired(): string | undefined {
    if (this.#validTo === undefined || this.#validTo > new Date()) return undefined
    const end = this.#validTo.toISOString()
    return `${this.endpoint}: the certificate in ${this.#tls?.certificate} has ended on ${end}`
  }

  /** Whether the file of a Unix socket is there no more, or is another one: nobody can connect. */
  async isLost(): Promise<boolean> {
    return (await this.#bound?.file?.isThere()) === false
  }

  /** Binds its address anew; its sessions go on. @throws ListenError */
  async renew(wanted: WantedListener): Promise<void> {
    const before = this.#bound
    try {
      await this.#bind(wanted)
    } catch (error) {
      throw listenError(this.endpoint, error)
    }
    before?.server.close()
  }

  /** Takes no more connections; those that are there stay. */
  async close(): Promise<void> {
    this.#bound?.server.close()
    const { address } = this
    const { socketPlace = (path) => path, opening = () => openAsItIs } = this.#options
    if (address.kind !== 'unix') return
    await opening()(socketPlace(address.path), async () => this.#bound?.file?.remove())
  }

  async #followTls(tls: TlsSettings | undefined): Promise<void> {
    const credentials =
      tls === undefined ? undefined : await readCredentials(tls, this.#options.place)
    this.#gate = credentials && new TlsGate(credentials)
    this.#validTo = credentials?.validTo
    this.#tls = tls
  }

  async #bind({ address, mode, backlog }: WantedListener): Promise<void> {
    const { socketPlace = (path) => path, opening = () => openAsItIs } = this.#options
    const { owner, onConnection, onError } = this.#options
    const server = createServer({ pauseOnConnect: true }, (socket) => {
      if (this.#bound === undefined) this.#early.push(socket)
      else onConnection(socket, this)
    })
    const made = (path: string, endpoint: string) =>
      opening()(path, () =>
        openUnixSocket(server, path, endpoint, { mode, backlog, owner: owner() }),
      )
    try {
      const file =
        address.kind === 'unix'
          ? await made(socketPlace(address.path), address.path)
          : await listen(server, address, backlog)
      const bound = server.address()
      const port = typeof bound === 'object' ? bound?.port : undefined
      server.on('error', (error) => onError(this, error))
      this.#bound = { server, file, port }
      this.#mode = mode
    } catch (error) {
      server.close()
      throw error
    }
    for (const socket of this.#early.splice(0)) onConnection(socket, this)
  }
}

function listen(
  server: Server,
  { host, port }: Extract<ListenAddress, { kind: 'tcp' }>,
  backlog: number,
): Promise<undefined> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, backlog, ipv6Only: true }, () => {
      server.off('error', reject)
      resolve(undefined)
    })
  })
}

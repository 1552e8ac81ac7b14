import { createServer, type Server, type Socket } from 'node:net'
import type { ScopePath } from '../../config/index.js'
import { endpointText, type ListenAddress, type WantedListener } from './address.js'
import { listenError } from './listen-error.js'
import { openUnixSocket, type SocketOwner, type UnixSocket } from './unix-socket.js'

export interface ListenerOptions {
  /** Where a path of the running product lies on this machine. */
  readonly place: (path: string) => string
  /** Who the files of Unix sockets are to belong to; undefined: to this process. */
  readonly owner: () => SocketOwner | undefined
  readonly onConnection: (socket: Socket, listener: Listener) => void
  /** The listener has stopped by itself. */
  readonly onError: (listener: Listener, error: Error) => void
}

/** One open control listener. */
export class Listener {
  readonly key: string
  readonly address: ListenAddress
  /** How it is called: `/tmp/2025`, `*:2025`. */
  readonly endpoint: string
  readonly #server: Server
  readonly #file: UnixSocket | undefined
  #path: ScopePath
  #mode: number

  private constructor(
    wanted: WantedListener,
    server: Server,
    endpoint: string,
    file: UnixSocket | undefined,
  ) {
    this.key = wanted.key
    this.address = wanted.address
    this.endpoint = endpoint
    this.#server = server
    this.#file = file
    this.#path = wanted.path
    this.#mode = wanted.mode
  }

  /** Of its `Listen` in the running configuration. */
  get path(): ScopePath {
    return this.#path
  }

  /** @throws ListenError */
  static async open(wanted: WantedListener, options: ListenerOptions): Promise<Listener> {
    const { address, mode, backlog } = wanted
    let listener: Listener | undefined
    // Who comes before the listener is there to know of it waits in the socket.
    const early: Socket[] = []
    const server = createServer({ pauseOnConnect: true }, (socket) => {
      if (listener === undefined) early.push(socket)
      else options.onConnection(socket, listener)
    })
    try {
      const file =
        address.kind === 'unix'
          ? await openUnixSocket(server, options.place(address.path), address.path, {
              mode,
              backlog,
              owner: options.owner(),
            })
          : await listen(server, address, backlog)
      const bound = server.address()
      const port = typeof bound === 'object' ? bound?.port : undefined
      const opened = new Listener(wanted, server, endpointText(address, port), file)
      listener = opened
      server.on('error', (error) => options.onError(opened, error))
      for (const socket of early) options.onConnection(socket, opened)
      return opened
    } catch (error) {
      server.close()
      throw listenError(endpointText(address), error)
    }
  }

  /** Takes over what can change while it is open. */
  async follow({ path, mode }: WantedListener): Promise<void> {
    this.#path = path
    if (mode === this.#mode) return
    this.#mode = mode
    await this.#file?.setMode(mode)
  }

  /** Takes no more connections; those that are there stay. */
  async close(): Promise<void> {
    this.#server.close()
    await this.#file?.remove()
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

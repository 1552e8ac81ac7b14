import { createConnection, createServer, type Server, type Socket } from 'node:net'

/** One connection through the proxy: who has come, and where it leads. */
interface Pair {
  readonly client: Socket
  readonly target: Socket
}

/**
 * A TCP proxy on loopback between a program and the server it talks to, for faults of the network.
 * - `cut`: connections end, and new ones are refused
 * - `hold`: connections stay, and nothing goes through any more; new ones are taken, and lead nowhere
 * - `mend`: everything goes through again, what was held included
 */
export class CuttingProxy {
  readonly #server: Server
  readonly #pairs = new Set<Pair>()
  /** The clients that came while nothing went through. */
  readonly #waiting = new Set<Socket>()
  #isHeld = false
  #port = 0

  private constructor(private readonly target: number) {
    this.#server = createServer({ pauseOnConnect: true }, (client) => this.#take(client))
  }

  /** @param target the port on loopback that it leads to */
  static async to(target: number): Promise<CuttingProxy> {
    const proxy = new CuttingProxy(target)
    await proxy.#listen()
    return proxy
  }

  /** Where it listens, on loopback: the same port for all its life. */
  get port(): number {
    return this.#port
  }

  /** How many connections go through it. */
  get connections(): number {
    return this.#pairs.size
  }

  /** Ends all connections, and refuses new ones. */
  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#dropAll()
    await closed
  }

  /** Lets nothing through: to both ends the other one seems to have fallen silent. */
  hold(): void {
    this.#isHeld = true
    for (const { client, target } of this.#pairs) {
      client.pause()
      target.pause()
    }
  }

  /** Ends a cut or a hold. */
  async mend(): Promise<void> {
    this.#isHeld = false
    for (const { client, target } of this.#pairs) {
      client.resume()
      target.resume()
    }
    for (const client of this.#waiting) this.#lead(client)
    this.#waiting.clear()
    if (!this.#server.listening) await this.#listen()
  }

  /** Ends everything. */
  async close(): Promise<void> {
    if (this.#server.listening) await this.cut()
  }

  #listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(this.#port, '127.0.0.1', () => {
        const address = this.#server.address()
        this.#port = typeof address === 'object' ? (address?.port ?? 0) : 0
        this.#server.off('error', reject)
        resolve()
      })
    })
  }

  #take(client: Socket): void {
    client.on('error', () => undefined)
    if (!this.#isHeld) return this.#lead(client)
    this.#waiting.add(client)
    client.once('close', () => this.#waiting.delete(client))
  }

  #lead(client: Socket): void {
    const target = createConnection(this.target, '127.0.0.1')
    const pair = { client, target }
    this.#pairs.add(pair)
    const end = () => {
      this.#pairs.delete(pair)
      client.destroy()
      target.destroy()
    }
    target.on('error', () => undefined)
    for (const [from, to] of [
      [client, target],
      [target, client],
    ] as const) {
      from.setNoDelay(true)
      from.on('data', (bytes) => to.write(bytes))
      from.once('close', end)
    }
    if (this.#isHeld) this.hold()
    else client.resume()
  }

  #dropAll(): void {
    for (const { client, target } of this.#pairs) {
      client.resetAndDestroy()
      target.destroy()
    }
    for (const client of this.#waiting) client.destroy()
  }
}

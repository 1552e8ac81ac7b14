import { visible } from '../../report/index.js'
import type { BusUrl } from '../../schema/values/bus-url.js'
import {
  type Bus,
  type BusMessage,
  type BusState,
  LONGEST_PAYLOAD,
  type Subscription,
} from './bus.js'
import { type BusSettings, serverName } from './bus-settings.js'
import { isBusFileProblem } from './nats/bus-file-problem.js'
import { type Place, readableByOthers, readCredentials } from './nats/credentials.js'
import type { NatsConnection } from './nats/library.js'
import { Pauses } from './nats/pauses.js'
import { reasonOf } from './nats/reason.js'

type Taker = (message: BusMessage) => void

export interface NatsBusOptions {
  /** What the server shows of this connection to who looks after it. */
  readonly name?: string
  /** By default a path stays as it is. */
  readonly place?: Place
  /**
   * Is told what a person should know, one line each and without secrets: that the bus cannot be
   * reached and why, and when it is there again; what the server does not allow.
   */
  readonly note?: (line: string) => void
  /** How long a server may take to let this member in, in ms. */
  readonly patience?: number
}

/** How long a server may take to let a member in where nothing is said, in ms. */
const PATIENCE = 5000

/** How long the end of a connection waits for what was published, in ms. */
const LAST_WORDS = 2000

/** How many different lines are told of what the server refuses, and of one loss of the connection. */
const MOST_LINES = 20

/**
 * The bus of members on several machines: core NATS, by a connection that is made again for ever. What
 * is published while there is none is lost.
 */
export class NatsBus implements Bus {
  readonly #settings: BusSettings
  readonly #options: NatsBusOptions
  readonly #subscriptions = new Map<Subscription, Listening>()
  readonly #watchers = new Set<(state: BusState) => void>()
  readonly #closing = new AbortController()
  readonly #loop: Promise<void>
  /** What was told since the connection was lost: nothing is told twice. */
  readonly #told = new Set<string>()
  readonly #refusals = new Set<string>()
  #connection: NatsConnection | undefined
  #state: BusState = 'disconnected'

  /** Begins to connect. */
  constructor(settings: BusSettings, options: NatsBusOptions = {}) {
    this.#settings = settings
    this.#options = options
    this.#loop = this.#stayConnected()
  }

  get state(): BusState {
    return this.#state
  }

  /** @throws RangeError when the payload is too long */
  publish(subject: string, payload: Uint8Array): void {
    if (payload.length > LONGEST_PAYLOAD) throw new RangeError(`payload of ${payload.length} bytes`)
    const connection = this.#connection
    if (connection === undefined || connection.isClosed()) return
    const most = connection.info?.max_payload ?? LONGEST_PAYLOAD
    if (payload.length > most) {
      this.#tellOnce(
        `the bus takes no messages of more than ${most} bytes: max_payload is too small`,
      )
      return
    }
    connection.publish(subject, payload)
  }

  subscribe(subject: string, take: Taker): Subscription {
    const listening: Listening = { subject, take, atServer: undefined }
    const subscription: Subscription = {
      end: () => {
        this.#subscriptions.delete(subscription)
        listening.atServer?.unsubscribe()
        listening.take = undefined
      },
    }
    if (this.#state === 'closed') return subscription
    this.#subscriptions.set(subscription, listening)
    if (this.#connection !== undefined) this.#listen(this.#connection, listening)
    return subscription
  }

  watch(listener: (state: BusState) => void): Subscription {
    this.#watchers.add(listener)
    return { end: () => this.#watchers.delete(listener) }
  }

  async flush(): Promise<void> {
    const connection = this.#connection
    if (connection === undefined || connection.isClosed()) return
    // The library leaves who waits for an answer alone when the connection ends.
    await Promise.race([connection.flush().catch(() => undefined), connection.closed()])
  }

  async close(): Promise<void> {
    if (!this.#closing.signal.aborted) {
      for (const subscription of this.#subscriptions.keys()) subscription.end()
      await Promise.race([this.flush(), pause(LAST_WORDS, this.#closing.signal)])
      this.#closing.abort()
    }
    await this.#loop
    this.#become('closed')
  }

  async #stayConnected(): Promise<void> {
    for (const problem of this.#settings.problems) this.#note(problem)
    const { signal } = this.#closing
    const place = this.#options.place ?? ((path) => path)
    for (const line of await readableByOthers(this.#settings, place)) this.#note(line)
    if (this.#settings.servers.length === 0) return
    const pauses = new Pauses()
    while (!signal.aborted) {
      const connection = await this.#connectToAny(place)
      if (connection !== undefined) {
        const since = performance.now()
        const reason = await this.#use(connection)
        pauses.held(performance.now() - since)
        if (!signal.aborted) this.#tellOnce(`the connection to the bus is lost: ${reason}`)
      }
      await pause(pauses.next(), signal)
    }
  }

  /** Connects to the first server that lets this member in; undefined when none does. */
  async #connectToAny(place: Place): Promise<NatsConnection | undefined> {
    for (const server of this.#settings.servers) {
      if (this.#closing.signal.aborted) return undefined
      try {
        return await this.#connectTo(server, place)
      } catch (error) {
        if (this.#closing.signal.aborted) return undefined
        this.#tellOnce(
          isBusFileProblem(error)
            ? error.message
            : `the bus cannot be reached: ${serverName(server)}: ${reasonOf(error)}`,
        )
      }
    }
    return undefined
  }

  async #connectTo(server: BusUrl, place: Place): Promise<NatsConnection> {
    const credentials = await readCredentials(this.#settings, place)
    const { connect } = await import('./nats/library.js')
    const { name, patience = PATIENCE } = this.#options
    const silence = 1000 * this.#settings.nodeTimeout
    const { signal } = this.#closing
    const connection = await connect({ server, credentials, name, patience, silence, signal })
    if (this.#told.size > 0) this.#note(`the bus is there: ${serverName(server)}`)
    this.#told.clear()
    return connection
  }

  /** Works with a connection until it ends. @returns why it did */
  async #use(connection: NatsConnection): Promise<string> {
    const close = () => void connection.close()
    this.#closing.signal.addEventListener('abort', close)
    if (this.#closing.signal.aborted) close()
    this.#connection = connection
    for (const listening of this.#subscriptions.values()) this.#listen(connection, listening)
    const heard = this.#hear(connection)
    if (!connection.isClosed()) this.#become('connected')
    const error = await connection.closed()
    this.#closing.signal.removeEventListener('abort', close)
    this.#connection = undefined
    for (const listening of this.#subscriptions.values()) listening.atServer = undefined
    this.#become('disconnected')
    return heard.reason ?? (error instanceof Error ? reasonOf(error) : 'the server has ended it')
  }

  /** Hears what the library says of a connection: why it ends, and what the server refuses. */
  #hear(connection: NatsConnection): { readonly reason: string | undefined } {
    const heard: { reason: string | undefined } = { reason: undefined }
    const hear = async () => {
      for await (const status of connection.status()) {
        if (status.type === 'staleConnection') heard.reason ??= 'the server did not answer in time'
        if (status.type !== 'error') continue
        if (status.error.name === 'PermissionViolationError') this.#refused(status.error)
        else heard.reason = reasonOf(status.error)
      }
    }
    void hear()
    return heard
  }

  /** Tells of each refusal once, and of no more than a few: an account may allow nothing at all. */
  #refused(error: Error): void {
    const line = `the bus does not allow it: ${reasonOf(error)}`
    if (this.#refusals.has(line) || this.#refusals.size >= MOST_LINES) return
    this.#refusals.add(line)
    this.#note(line)
  }

  #listen(connection: NatsConnection, listening: Listening): void {
    if (connection.isClosed()) return
    listening.atServer = connection.subscribe(listening.subject, {
      callback: (error, { subject, data }) => {
        const { take } = listening
        if (error !== null || take === undefined || data.length > LONGEST_PAYLOAD) return
        apart(() => take({ subject, payload: data }))
      },
    })
  }

  #become(state: BusState): void {
    if (this.#state === state || this.#state === 'closed') return
    this.#state = state
    for (const listener of [...this.#watchers]) apart(() => listener(state))
  }

  #tellOnce(line: string): void {
    if (this.#told.has(line) || this.#told.size >= MOST_LINES) return
    this.#told.add(line)
    this.#note(line)
  }

  #note(line: string): void {
    apart(() => this.#options.note?.(visible(line)))
  }
}

/** A subscription: at the server while there is a connection, and until its end. */
interface Listening {
  readonly subject: string
  take: Taker | undefined
  atServer: { unsubscribe(): void } | undefined
}

/** Calls who has no part in the connection: a mistake there ends the program, not the connection alone. */
function apart(call: () => void): void {
  try {
    call()
  } catch (mistake) {
    queueMicrotask(() => {
      throw mistake
    })
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
  })
}

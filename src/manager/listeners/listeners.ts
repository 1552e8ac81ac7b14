import type { Configuration } from '../../config/index.js'
import { Queue } from '../live/queue.js'
import { type WantedListener, wantedListeners } from './address.js'
import type { ListenError } from './listen-error.js'
import { Listener, type ListenerOptions } from './listener.js'

/** How long is waited, in ms. */
export interface ListenerPauses {
  /** Before one that could not be opened is tried again; each time twice as long. */
  readonly first: number
  readonly longest: number
  /** Between two looks at whether the files of Unix sockets are there. */
  readonly look: number
}

const USUAL_PAUSES: ListenerPauses = { first: 1000, longest: 60_000, look: 5000 }

export interface ListenersOptions extends ListenerOptions {
  readonly onOpened: (listener: Listener) => void
  /** What came in through it has to go. */
  readonly onClosed: (listener: Listener) => void
  /** Why one could not be opened. The same reason is told once. */
  readonly onRefused: (error: ListenError) => void
  /** What has gone wrong with one that stays open, in one line. */
  readonly onTrouble: (text: string) => void
  readonly pauses?: Partial<ListenerPauses> | undefined
}

/** The open control listeners: those that the running configuration wants. */
export class Listeners {
  readonly #options: ListenersOptions
  readonly #pauses: ListenerPauses
  readonly #queue = new Queue()
  readonly #byKey = new Map<string, Listener>()
  /** Why listeners could not be opened, by their keys. */
  readonly #refused = new Map<string, string>()
  #wanted: readonly WantedListener[] = []
  #pause: number
  #retry: NodeJS.Timeout | undefined
  #look: NodeJS.Timeout | undefined

  constructor(options: ListenersOptions) {
    this.#options = options
    this.#pauses = { ...USUAL_PAUSES, ...options.pauses }
    this.#pause = this.#pauses.first
  }

  /** The open listeners, in the order of the configuration. */
  get open(): readonly Listener[] {
    return this.#wanted.flatMap(({ key }) => this.#byKey.get(key) ?? [])
  }

  /**
   * Closes what a configuration does not want any more, opens what it wants besides, and lets alone
   * what stays. What cannot be opened is tried again.
   * @param isReload certificates are read again
   */
  follow(configuration: Configuration, isReload = false): Promise<void> {
    return this.#queue.run(async () => {
      await this.#want(wantedListeners(configuration))
      for (const each of this.#wanted) await this.#bring(each, isReload)
      this.#pause = this.#pauses.first
      this.#plan()
    })
  }

  /** Closes all; the sessions are told by whoever asks for it. */
  close(): Promise<void> {
    return this.#queue.run(async () => {
      const { open } = this
      this.#wanted = []
      this.#byKey.clear()
      this.#refused.clear()
      this.#plan()
      await Promise.all(open.map((listener) => listener.close()))
    })
  }

  async #want(wanted: readonly WantedListener[]): Promise<void> {
    const keys = new Set(wanted.map(({ key }) => key))
    for (const key of this.#refused.keys()) if (!keys.has(key)) this.#refused.delete(key)
    // First what goes: another one may want its address.
    for (const listener of this.open) {
      if (keys.has(listener.key)) continue
      this.#byKey.delete(listener.key)
      await listener.close()
      this.#options.onClosed(listener)
    }
    this.#wanted = wanted
  }

  /** Opens one that is not open, mends one that is, and says what came of it. */
  async #bring(wanted: WantedListener, isReload: boolean): Promise<void> {
    const { onOpened, onRefused, onTrouble } = this.#options
    const there = this.#byKey.get(wanted.key)
    try {
      if (there === undefined) {
        const listener = await Listener.open(wanted, this.#options)
        this.#byKey.set(wanted.key, listener)
        onOpened(listener)
        if (listener.expired !== undefined) onTrouble(listener.expired)
      } else {
        const trouble = await there.follow(wanted, isReload)
        if (trouble !== undefined) onTrouble(trouble)
        if (await there.isLost()) {
          if (!this.#refused.has(wanted.key)) onTrouble(`the file of ${there.endpoint} is gone`)
          await there.renew(wanted)
          onOpened(there)
        } else if (this.#refused.has(wanted.key)) onOpened(there)
      }
      this.#refused.delete(wanted.key)
    } catch (error) {
      const { message } = error as ListenError
      if (this.#refused.get(wanted.key) !== message) onRefused(error as ListenError)
      this.#refused.set(wanted.key, message)
    }
  }

  /** Sets the times at which it is tried again, and looked after. */
  #plan(): void {
    clearTimeout(this.#retry)
    this.#retry = undefined
    if (this.#refused.size > 0) {
      this.#retry = setTimeout(() => void this.#again(), this.#pause).unref()
    }
    const isOpen = this.#byKey.size > 0
    if (!isOpen) clearInterval(this.#look)
    this.#look = isOpen
      ? (this.#look ?? setInterval(() => void this.#lookAfter(), this.#pauses.look).unref())
      : undefined
  }

  #again(): Promise<void> {
    return this.#queue.run(async () => {
      for (const each of this.#wanted) {
        if (this.#refused.has(each.key)) await this.#bring(each, false)
      }
      this.#pause = Math.min(this.#pause * 2, this.#pauses.longest)
      this.#plan()
    })
  }

  #lookAfter(): Promise<void> {
    return this.#queue.run(async () => {
      for (const each of this.#wanted) {
        const listener = this.#byKey.get(each.key)
        if (listener === undefined || this.#refused.has(each.key)) continue
        if (!(await listener.isLost())) continue
        await this.#bring(each, false)
        if (this.#refused.has(each.key)) this.#pause = this.#pauses.first
      }
      if (this.#refused.size > 0 && this.#retry === undefined) this.#plan()
    })
  }
}

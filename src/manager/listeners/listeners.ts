import type { Configuration } from '../../config/index.js'
import { Queue } from '../live/queue.js'
import { wantedListeners } from './address.js'
import { Listener, type ListenerOptions } from './listener.js'

export interface ListenersOptions extends ListenerOptions {
  readonly onOpened: (listener: Listener) => void
  /** What came in through it has to go. */
  readonly onClosed: (listener: Listener) => void
  /** Why one could not be opened, in one line. */
  readonly onRefused: (text: string) => void
}

/** The open control listeners: those that the running configuration wants. */
export class Listeners {
  readonly #options: ListenersOptions
  readonly #queue = new Queue()
  #open: readonly Listener[] = []

  constructor(options: ListenersOptions) {
    this.#options = options
  }

  /** Those that are open, in the order of the configuration. */
  get open(): readonly Listener[] {
    return this.#open
  }

  /**
   * Closes what a configuration does not want any more, opens what it wants besides, and lets alone
   * what stays.
   */
  follow(configuration: Configuration): Promise<void> {
    return this.#queue.run(() => this.#follow(configuration))
  }

  /** Closes all; the sessions are told by whoever asks for it. */
  close(): Promise<void> {
    return this.#queue.run(async () => {
      const open = this.#open
      this.#open = []
      await Promise.all(open.map((listener) => listener.close()))
    })
  }

  async #follow(configuration: Configuration): Promise<void> {
    const { onOpened, onClosed, onRefused } = this.#options
    const wanted = wantedListeners(configuration)
    const keys = new Set(wanted.map(({ key }) => key))
    const kept = new Map<string, Listener>()
    // First what goes: another one may want its address.
    for (const listener of this.#open) {
      if (keys.has(listener.key)) kept.set(listener.key, listener)
      else {
        await listener.close()
        onClosed(listener)
      }
    }
    const open: Listener[] = []
    for (const each of wanted) {
      try {
        const there = kept.get(each.key)
        await there?.follow(each)
        const listener = there ?? (await Listener.open(each, this.#options))
        open.push(listener)
        if (there === undefined) onOpened(listener)
      } catch (error) {
        const there = kept.get(each.key)
        if (there !== undefined) open.push(there)
        onRefused((error as Error).message)
      }
    }
    this.#open = open
  }
}

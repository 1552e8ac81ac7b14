import { type Rows, SourceError } from './address.js'
import type { SourceCounts } from './counts.js'
import type { Place } from './place.js'
import { RowCache } from './row-cache.js'

/** What the configuration says of a data source (runtime spec 2.3). */
export interface SourceSettings {
  readonly uris: readonly string[]
  /** Answers that are kept; 0: none. */
  readonly cacheSize: number
  /** In seconds. */
  readonly cacheLife: number
  /** Infinity: all. */
  readonly mostRows: number
  /** Queries wait for one another. */
  readonly isSerialized: boolean
}

/** How long answers are waited for, in ms. */
export interface Patience {
  /** For a connection. */
  readonly connect: number
  /** For one place, the connection included. */
  readonly place: number
  /** For all places together. */
  readonly all: number
}

export const USUAL_PATIENCE: Patience = { connect: 3000, place: 5000, all: 10_000 }

/** One data source: its places, each in its turn, and what they have answered. */
export class Source {
  readonly #cache: RowCache
  readonly #asked = new Map<string, Promise<Rows>>()
  readonly #closing = new AbortController()
  #turn = 0
  #pending = 0

  constructor(
    readonly name: string,
    private readonly settings: SourceSettings,
    private readonly places: readonly Place[],
    private readonly patience: Patience,
  ) {
    this.#cache = new RowCache(settings.cacheSize, settings.cacheLife * 1000)
  }

  get counts(): Omit<SourceCounts, 'name'> {
    return { ...this.#cache.counts, pending: this.#pending }
  }

  /**
   * Asks what is not known yet. The same question of several is asked once.
   * @param parameters by lower-case names
   * @throws SourceError
   */
  ask(query: string, parameters: ReadonlyMap<string, string>): Promise<Rows> {
    const key = JSON.stringify([query, ...parameters])
    const asked = this.#asked.get(key)
    if (asked !== undefined) {
      this.#pending++
      return asked
    }
    const kept = this.#cache.get(key)
    if (kept !== undefined) return Promise.resolve(kept)
    const asking = this.#askPlaces(query, parameters)
      .then((rows) => {
        this.#cache.keep(key, rows)
        return rows
      })
      .finally(() => this.#asked.delete(key))
    this.#asked.set(key, asking)
    return asking
  }

  /** Forgets what is kept. @returns how many answers there were */
  flush(): number {
    return this.#cache.flush()
  }

  /** Gives up what is asked just now too. */
  async close(): Promise<void> {
    this.#closing.abort(new SourceError('the data source is no longer in use', true))
    await Promise.allSettled(this.places.map(({ address }) => address.close()))
  }

  async #askPlaces(query: string, parameters: ReadonlyMap<string, string>): Promise<Rows> {
    const { mostRows } = this.settings
    const end = performance.now() + this.patience.all
    let failure = new SourceError('no place has answered, and none is asked again at once', true)
    for (const place of this.#inTurn()) {
      const left = Math.min(this.patience.place, end - performance.now())
      if (left <= 0) break
      try {
        return await within(left, this.#closing.signal, (signal) =>
          place.ask({ query, parameters, mostRows }, signal),
        )
      } catch (error) {
        failure = named(place, error as Error)
        if (!failure.isDown) break
      }
    }
    throw new SourceError(`datasource ${this.name}: ${failure.message}`, failure.isDown)
  }

  /** The places that are not to be left alone, beginning with the one whose turn it is. */
  #inTurn(): readonly Place[] {
    const first = this.#turn++ % Math.max(this.places.length, 1)
    const all = [...this.places.slice(first), ...this.places.slice(0, first)]
    return all.filter(({ isResting }) => !isResting)
  }
}

function named({ address }: Place, error: Error): SourceError {
  const isDown = !(error instanceof SourceError) || error.isDown
  return new SourceError(`${address.name}: ${error.message}`, isDown)
}

async function within<T>(
  milliseconds: number,
  closing: AbortSignal,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const control = new AbortController()
  const seconds = Math.round(milliseconds / 100) / 10
  const late = new SourceError(`no answer within ${seconds} seconds`, true)
  const timer = setTimeout(() => control.abort(late), milliseconds)
  try {
    return await ask(AbortSignal.any([control.signal, closing]))
  } finally {
    clearTimeout(timer)
  }
}

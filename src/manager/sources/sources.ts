import type { Configuration, ScopePath } from '../../config/index.js'
import type { Report } from '../records/paniclog.js'
import { flagOf, numberOf, textsOf } from '../settings.js'
import { type Address, type Driver, SourceError, type Surroundings } from './address.js'
import type { SourceCounts } from './counts.js'
import { csv } from './csv.js'
import { pgsql } from './pgsql.js'
import { Place, type PlaceNews } from './place.js'
import { type Patience, Source, type SourceSettings, USUAL_PATIENCE } from './source.js'
import { sqlite } from './sqlite/sqlite.js'

/** The drivers that are here. A further one is entered here, and nowhere else. */
const DRIVERS: Readonly<Record<string, Driver>> = { csv, pgsql, sqlite }

/** How many questions a data source that is not serialized may be asked at the same time. */
const AT_ONCE = 4

export interface SourcesOptions {
  /** Where a path of the running product lies on this machine. */
  readonly place: (path: string) => string
  readonly report: (report: Report) => void
  readonly patience?: Patience
}

/**
 * The data sources that the configuration defines, each opened when it is first asked for. What they
 * keep survives a reload that leaves their definition as it is (runtime spec 3.2).
 */
export class Sources {
  readonly #open = new Map<string, { readonly settings: string; readonly source: Source }>()

  constructor(private readonly options: SourcesOptions) {}

  /** @throws SourceError where nothing defines it */
  at(configuration: Configuration, name: string): Source {
    const settings = settingsOf(configuration, name)
    const key = name.toLowerCase()
    const text = JSON.stringify(settings)
    const open = this.#open.get(key)
    if (open?.settings === text) return open.source
    void open?.source.close()
    const source = this.#make(name, settings)
    this.#open.set(key, { settings: text, source })
    return source
  }

  /** What each one that a configuration defines has been asked; of one not asked yet, nothing. */
  counts(configuration: Configuration): readonly SourceCounts[] {
    return namesIn(configuration).map((name) => {
      const open = this.#open.get(name.toLowerCase())
      return { name, ...(open?.source.counts ?? NOTHING_ASKED) }
    })
  }

  /**
   * Forgets what a data source keeps.
   * @returns how many answers there were; undefined where nothing defines it
   */
  flush(configuration: Configuration, name: string): number | undefined {
    const key = name.toLowerCase()
    const isDefined = namesIn(configuration).some((each) => each.toLowerCase() === key)
    return isDefined ? (this.#open.get(key)?.source.flush() ?? 0) : undefined
  }

  /** Closes those that are no longer defined as they were. */
  follow(configuration: Configuration): void {
    for (const [key, { settings, source }] of this.#open) {
      let wanted: string | undefined
      try {
        wanted = JSON.stringify(settingsOf(configuration, key))
      } catch {
        wanted = undefined
      }
      if (wanted === settings) continue
      this.#open.delete(key)
      void source.close()
    }
  }

  async close(): Promise<void> {
    const open = [...this.#open.values()]
    this.#open.clear()
    await Promise.all(open.map(({ source }) => source.close()))
  }

  #make(name: string, settings: SourceSettings): Source {
    const patience = this.options.patience ?? USUAL_PATIENCE
    const surroundings: Surroundings = {
      place: this.options.place,
      atOnce: settings.isSerialized ? 1 : AT_ONCE,
      connectWithin: patience.connect,
    }
    const places = settings.uris.map(
      (uri) => new Place(addressOf(uri, surroundings), (news) => this.#tell(name, news)),
    )
    return new Source(name, settings, places, patience)
  }

  #tell(name: string, news: PlaceNews): void {
    const isDown = news.kind === 'down'
    const text = isDown ? `${news.name} fails: ${news.why}` : `${news.name} answers again`
    this.options.report({
      level: isDown ? 'error' : 'notice',
      part: 'DB',
      source: 'datasource',
      text: `${name}: ${text}`,
    })
  }
}

const NOTHING_ASKED: Omit<SourceCounts, 'name'> = {
  ...{ kept: 0, hits: 0, misses: 0, pending: 0, inserts: 0 },
  deletions: { manual: 0, old: 0, crowded: 0 },
}

function namesIn(configuration: Configuration): readonly string[] {
  const scopes = configuration.root.scopesNamed('Datasource')
  return scopes.flatMap(({ instance }) => (instance === undefined ? [] : [instance]))
}

/** @throws SourceError */
function settingsOf(configuration: Configuration, name: string): SourceSettings {
  const scope = configuration.root
    .scopesNamed('Datasource')
    .find(({ instance }) => instance?.toLowerCase() === name.toLowerCase())
  if (scope === undefined) throw new SourceError(`nothing defines the datasource ${name}`, true)
  const { path } = scope
  const uris = textsOf(configuration, path, 'uri')
  if (uris.length === 0) throw new SourceError(`the datasource ${name} has no uri`, true)
  if (flagOf(configuration, path, 'enabled') === false) {
    throw new SourceError(`the datasource ${name} is disabled`, true)
  }
  const caches = flagOf(configuration, path, 'no_cache') !== true
  const rows = number(configuration, path, 'max_rows', 100)
  return {
    uris,
    cacheSize: caches ? number(configuration, path, 'cache_size', 1000) : 0,
    cacheLife: number(configuration, path, 'cache_life', 3600),
    mostRows: rows < 0 ? Number.MAX_SAFE_INTEGER : rows,
    isSerialized: flagOf(configuration, path, 'serialized') !== false,
  }
}

function number(
  configuration: Configuration,
  path: ScopePath,
  option: string,
  usual: number,
): number {
  return numberOf(configuration, path, option) ?? usual
}

/** What a `uri` leads to. One that leads nowhere says so when it is asked: the others go on. */
function addressOf(uri: string, surroundings: Surroundings): Address {
  const colon = uri.indexOf(':')
  const driver = uri.slice(0, Math.max(colon, 0)).trim().toLowerCase()
  const make = Object.hasOwn(DRIVERS, driver) ? DRIVERS[driver] : undefined
  if (make === undefined) {
    return broken(driver || 'uri', new SourceError('this driver is not available', true))
  }
  try {
    return make(uri.slice(colon + 1), surroundings)
  } catch (error) {
    return broken(driver, error as SourceError)
  }
}

function broken(name: string, error: SourceError): Address {
  return {
    name,
    ask: async () => {
      throw error
    },
    close: async () => undefined,
  }
}

import { type FSWatcher, statSync, watch } from 'node:fs'
import { dirname } from 'node:path'

/** How often files are looked at: not every file system says what happens in it, in milliseconds. */
const LOOK_EVERY = 1000

/** How long nothing may happen before files are looked at: an editor writes in several steps. */
const SETTLE = 60

/** Tells when files are other than they were: written, replaced, made or removed. */
export class FileWatch {
  #paths: readonly string[] = []
  #seen = ''
  #watchers: FSWatcher[] = []
  #settling: NodeJS.Timeout | undefined
  readonly #looking: NodeJS.Timeout

  constructor(readonly changed: () => void) {
    this.#looking = setInterval(() => this.#look(), LOOK_EVERY)
  }

  /** Watches these paths, of files that may be missing, as they are now. */
  follow(paths: readonly string[]): void {
    this.#paths = paths
    this.#seen = this.#state()
    this.#unwatch()
    for (const folder of new Set(paths.map((path) => dirname(path)))) {
      try {
        const watcher = watch(folder, () => this.#settle())
        // A watcher that cannot go on says so: then there are the looks.
        watcher.on('error', () => watcher.close())
        this.#watchers.push(watcher)
      } catch {
        // The folder is missing, or too many are watched: then there are the looks.
      }
    }
  }

  close(): void {
    clearInterval(this.#looking)
    clearTimeout(this.#settling)
    this.#unwatch()
  }

  #unwatch(): void {
    for (const watcher of this.#watchers) watcher.close()
    this.#watchers = []
  }

  #settle(): void {
    clearTimeout(this.#settling)
    this.#settling = setTimeout(() => this.#look(), SETTLE)
  }

  #look(): void {
    const now = this.#state()
    if (now === this.#seen) return
    this.#seen = now
    this.changed()
  }

  #state(): string {
    return this.#paths.map(stateOf).join('\n')
  }
}

function stateOf(path: string): string {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true })
    return `${dev} ${ino} ${size} ${mtimeNs} ${ctimeNs}`
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code)
  }
}

import type { Environment } from '../../src/config/index.js'
import type { TargetReading } from '../../src/project/targets/meant-targets.js'
import { visible } from '../../src/report/layout/visible.js'
import { noteAnew, notesToTerminal } from './terminal.js'

/** How long nothing is said, and how long a line stands, in milliseconds. */
const SILENCE = 1000
const PAUSE = 100

/** How targets are looked up in an environment, with a step for each file that is read. */
export type Looking = (environment: Environment) => TargetReading

/**
 * Does something that may take long, and says what it is at: in one line on standard error that is
 * written anew and then gone, only on a terminal, and only when it takes over a second.
 */
export async function withProgress<T>(work: (look: Looking) => Promise<T>): Promise<T> {
  const progress = new Progress()
  try {
    return await work((environment) => progress.reading(environment))
  } finally {
    progress.end()
  }
}

class Progress {
  readonly #files = new Set<string>()
  #expected = 0
  #isShown = false
  readonly #isWanted = notesToTerminal()
  // The silence counts from here: before, the program may have waited for an answer or an editor.
  // Node loads its clock when it is first read, so it is read only where progress may be shown.
  #next = this.#isWanted ? performance.now() + SILENCE : 0

  reading(environment: Environment): TargetReading {
    return {
      environment: this.#watch(environment),
      onFiles: (count) => {
        this.#expected += count
      },
    }
  }

  /** An environment over another one that says which files are read. */
  #watch(environment: Environment): Environment {
    if (!this.#isWanted) return environment
    const watched: Environment = Object.create(environment)
    return Object.assign(watched, {
      readFile: (path: string, named?: boolean, most?: number) => {
        this.#step(path)
        return environment.readFile(path, named, most)
      },
    })
  }

  /** Takes the line away. */
  end(): void {
    if (this.#isShown) noteAnew('')
    this.#isShown = false
  }

  #step(path: string): void {
    this.#files.add(path)
    const now = performance.now()
    if (now < this.#next) return
    this.#next = now + PAUSE
    this.#isShown = true
    const count = this.#files.size
    const of = this.#expected > count ? ` of ${this.#expected}` : ''
    const line = `checking ${count}${of} files  (${shown(path)})`
    noteAnew(visible(line).slice(0, (process.stderr.columns ?? 80) - 1))
  }
}

/** A path relative to the working directory where it lies below it. */
function shown(path: string): string {
  const folder = `${process.cwd()}/`
  return path.startsWith(folder) ? path.slice(folder.length) : path
}

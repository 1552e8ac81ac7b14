import type {
  CommitPlan,
  Differing,
  FileWrite,
  NodeConfiguration,
} from '../../../../src/cluster/commit/ports.js'
import { sha256 } from '../../../../src/cluster/commit/sha256.js'
import { never } from './simulated-disk.js'

/** The files of a node, which outlive its processes, and what its program runs of them. */
export class SimulatedFiles {
  readonly texts = new Map<string, string>([
    ['ecelerity.conf', 'Hostname = "node"\n'],
    ['local.conf', ''],
  ])
  running = ''
  isHeld = false
  /** Writes fail. */
  isFull = false
  /** Another program writes one of them. */
  isBusy = false
  /** What the program finds wrong with what it runs. */
  ill: string | undefined
  /** What the changes of a commit are refused for. */
  invalid: string | undefined
  /** How long planning, writing and loading take, in ms of the simulation. */
  pace = 0
  /** Is asked before each file that is written: whether the process is killed there. */
  killer: (() => boolean) | undefined

  constructor() {
    this.load()
  }

  load(): void {
    this.running = this.digest()
  }

  digest(texts: ReadonlyMap<string, string> = this.texts): string {
    return sha256(JSON.stringify([...texts].sort(([a], [b]) => (a < b ? -1 : 1))))
  }

  /** How often a line stands in the files. */
  count(line: string): number {
    const lines = [...this.texts.values()].flatMap((text) => text.split('\n'))
    return lines.filter((each) => each === line).length
  }
}

/**
 * Each change is a line that is added to both files: so one that is made twice, or in one file alone,
 * is seen.
 */
export class SimulatedConfiguration implements NodeConfiguration {
  readonly #files: SimulatedFiles
  readonly #pause: (milliseconds: number) => Promise<void>
  readonly #onKill: () => void
  #isOver = false

  constructor(
    files: SimulatedFiles,
    pause: (milliseconds: number) => Promise<void>,
    onKill: () => void,
  ) {
    this.#files = files
    this.#pause = pause
    this.#onKill = onKill
  }

  end(): void {
    this.#isOver = true
  }

  async running(): Promise<string> {
    await this.#alive()
    return this.#files.running
  }

  async plan(changes: readonly string[]): Promise<CommitPlan> {
    await this.#slow()
    const { texts, invalid } = this.#files
    if (invalid !== undefined) return { refused: [invalid] }
    const after = new Map(
      [...texts].map(([path, text]) => [path, text + changes.map((line) => `${line}\n`).join('')]),
    )
    return {
      candidate: this.#files.digest(after),
      files: [...texts].map(([path, text]) => {
        return { path, before: bytesOf(text), after: bytesOf(after.get(path)) }
      }),
    }
  }

  async compare(): Promise<Differing> {
    await this.#alive()
    return { options: [], absent: [] }
  }

  async read(paths: readonly string[]): Promise<readonly (Uint8Array | undefined)[]> {
    await this.#alive()
    return paths.map((path) => bytesOf(this.#files.texts.get(path)))
  }

  async write(files: readonly FileWrite[]): Promise<{ readonly failed?: string }> {
    for (const { path, expected, bytes } of files) {
      await this.#slow()
      if (this.#files.killer?.() === true) {
        this.#onKill()
        await never()
      }
      if (this.#files.isFull) return { failed: 'no space is left' }
      if (textOf(bytesOf(this.#files.texts.get(path))) !== textOf(expected)) {
        return { failed: `${path} has been changed` }
      }
      this.#files.texts.set(path, textOf(bytes) ?? '')
    }
    return {}
  }

  async load(): Promise<{ readonly failed?: string }> {
    await this.#slow()
    this.#files.load()
    return {}
  }

  async health(): Promise<string | undefined> {
    await this.#slow()
    return this.#files.ill
  }

  async hold(): Promise<void> {
    await this.#alive()
    this.#files.isHeld = true
    if (this.#files.isBusy) throw new Error('ecelerity.conf: is being written by somebody')
  }

  async release(): Promise<void> {
    await this.#alive()
    this.#files.isHeld = false
  }

  async #slow(): Promise<void> {
    await this.#alive()
    if (this.#files.pace > 0) await this.#pause(this.#files.pace)
    await this.#alive()
  }

  async #alive(): Promise<void> {
    if (this.#isOver) await never()
  }
}

function bytesOf(text: string | undefined): Uint8Array | undefined {
  return text === undefined ? undefined : new TextEncoder().encode(text)
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
}

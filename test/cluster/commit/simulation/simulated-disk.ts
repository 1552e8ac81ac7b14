import type { JournalDisk } from '../../../../src/cluster/commit/ports.js'

/** What a disk is asked, as faults look at it: a record of a journal, or another thing. */
export interface DiskStep {
  readonly kind: 'append' | 'replace' | 'keep'
  /** Of an appended record: the state that it says. */
  readonly state: string
}

/** A disk in memory, which outlives the processes that use it. */
export class SimulatedDisk {
  journal: Uint8Array | undefined
  readonly copies = new Map<string, Uint8Array>()
  /** Nothing more can be written. */
  isFull = false
  /** Is asked at each step: whether the process is killed before or after it. */
  killer: ((step: DiskStep, when: 'before' | 'after') => boolean) | undefined

  /** The disk as one process has it. @param onKill the process is killed */
  handle(onKill: () => void): DiskHandle {
    return new DiskHandle(this, onKill)
  }
}

export class DiskHandle implements JournalDisk {
  readonly #disk: SimulatedDisk
  readonly #onKill: () => void
  #isOver = false

  constructor(disk: SimulatedDisk, onKill: () => void) {
    this.#disk = disk
    this.#onKill = onKill
  }

  /** The process is gone. */
  end(): void {
    this.#isOver = true
  }

  async read(): Promise<Uint8Array | undefined> {
    await this.#alive()
    return this.#disk.journal
  }

  append(bytes: Uint8Array): Promise<void> {
    return this.#step({ kind: 'append', state: stateIn(bytes) }, () => {
      this.#disk.journal = joined(this.#disk.journal, bytes)
    })
  }

  replace(bytes: Uint8Array): Promise<void> {
    return this.#step({ kind: 'replace', state: '' }, () => {
      this.#disk.journal = bytes
    })
  }

  async setAside(): Promise<string> {
    await this.#alive()
    return 'journal.damaged'
  }

  keep(name: string, bytes: Uint8Array): Promise<void> {
    return this.#step({ kind: 'keep', state: '' }, () => {
      this.#disk.copies.set(name, bytes)
    })
  }

  async kept(name: string): Promise<Uint8Array> {
    await this.#alive()
    const bytes = this.#disk.copies.get(name)
    if (bytes === undefined) throw new Error(`there is no copy ${name}`)
    return bytes
  }

  async keepOnly(names: ReadonlySet<string>): Promise<void> {
    await this.#alive()
    for (const name of [...this.#disk.copies.keys()]) {
      if (!names.has(name)) this.#disk.copies.delete(name)
    }
  }

  async #step(step: DiskStep, action: () => void): Promise<void> {
    await this.#alive()
    if (this.#disk.killer?.(step, 'before') === true) await this.#die()
    if (this.#disk.isFull) throw new Error('no space is left')
    action()
    if (this.#disk.killer?.(step, 'after') === true) await this.#die()
  }

  async #alive(): Promise<void> {
    if (this.#isOver) await never()
  }

  #die(): Promise<never> {
    this.#onKill()
    return never()
  }
}

/** What a process that is gone waits for. */
export function never(): Promise<never> {
  return new Promise(() => undefined)
}

function joined(one: Uint8Array | undefined, other: Uint8Array): Uint8Array {
  const all = new Uint8Array((one?.length ?? 0) + other.length)
  if (one !== undefined) all.set(one)
  all.set(other, one?.length ?? 0)
  return all
}

/**
 * What a record says: the state of a node, with `extended` for a later one of the same, or the step of
 * a manager.
 */
function stateIn(bytes: Uint8Array): string {
  const line = new TextDecoder().decode(bytes)
  const { type, commit } = JSON.parse(line.slice(17)) as {
    readonly type: string
    readonly commit?: Record<string, unknown>
  }
  if (commit === undefined) return type
  if ('nodes' in commit) {
    if (commit.isOver === true) return 'over'
    if (commit.decision !== undefined) return String(commit.decision)
    const nodes = commit.nodes as readonly { readonly candidate: string }[]
    return nodes.every(({ candidate }) => candidate !== '') ? 'voted' : 'begun'
  }
  const { state, sequence, secret } = commit
  if (state === 'provisional' && sequence !== 0) return 'extended'
  if (state === 'applying' && secret !== undefined) return 'applying-again'
  return String(state)
}

import type { FileWrite, NodeConfiguration } from '../ports.js'
import type { NodeMemory } from './memory.js'
import type { KeptFile } from './records.js'

/** What a commit needs in order to go forth and back. */
export interface Installable {
  readonly base: string
  readonly candidate: string
  readonly files: readonly KeptFile[]
}

/**
 * What came of bringing a node to one side of a commit.
 * - `there`: what runs is that side
 * - `failed`: it is not, and what runs and what the files hold is still something of the commit
 * - `strange`: somebody else has changed something: nothing was overwritten
 */
export type Installed =
  | { readonly kind: 'there' }
  | {
      readonly kind: 'failed'
      readonly reason: string
      /** The files could not be written: with another try they may be. */
      readonly isTransient?: boolean
    }
  | { readonly kind: 'strange'; readonly reason: string }

/** Puts the candidate of a commit, or its base, into the files of a node and runs it. */
export class Installation {
  readonly #configuration: NodeConfiguration
  readonly #memory: NodeMemory

  constructor(configuration: NodeConfiguration, memory: NodeMemory) {
    this.#configuration = configuration
    this.#memory = memory
  }

  /** Whether what runs, and what the files hold, is the candidate. */
  async isApplied(commit: Installable): Promise<boolean> {
    const { isAfter } = await this.#look(commit)
    return isAfter && (await this.#configuration.running()) === commit.candidate
  }

  /** Whether what runs, and what the files hold, is the base. */
  async isBase(commit: Installable): Promise<boolean> {
    const { isBefore } = await this.#look(commit)
    return isBefore && (await this.#configuration.running()) === commit.base
  }

  /**
   * Goes from the base to the candidate.
   * @param isBegun it was begun before, and may have come to any point
   */
  async apply(commit: Installable, isBegun = false): Promise<Installed> {
    const found = await this.#look(commit)
    if (found.strange !== undefined) return strange(found.strange)
    if (!isBegun && !(found.isBefore && (await this.#configuration.running()) === commit.base)) {
      return strange('what runs is not the base any more')
    }
    const { failed } = await this.#configuration.write(found.missingAfter)
    if (failed !== undefined) return { kind: 'failed', reason: failed, isTransient: true }
    const loaded = await this.#configuration.load()
    if (loaded.failed !== undefined) return { kind: 'failed', reason: loaded.failed }
    if ((await this.#configuration.running()) !== commit.candidate) {
      return { kind: 'failed', reason: 'what runs is not the candidate' }
    }
    const ill = await this.#configuration.health()
    return ill === undefined ? { kind: 'there' } : { kind: 'failed', reason: ill }
  }

  /** Goes back to the base, from whatever point. */
  async restore(commit: Installable): Promise<Installed> {
    const found = await this.#look(commit)
    if (found.strange !== undefined) return strange(found.strange)
    const running = await this.#configuration.running()
    if (
      (found.isAfter || found.isBefore) &&
      running !== commit.base &&
      running !== commit.candidate
    ) {
      return strange('what runs is neither base nor candidate')
    }
    const { failed } = await this.#configuration.write(found.missingBefore)
    if (failed !== undefined) return { kind: 'failed', reason: failed }
    const loaded = await this.#configuration.load()
    if (loaded.failed !== undefined) return { kind: 'failed', reason: loaded.failed }
    if ((await this.#configuration.running()) === commit.base) return { kind: 'there' }
    return strange('with the saved bytes in its files, what runs is not the base')
  }

  /** What the files hold, beside what they held before the commit and what they are to hold. */
  async #look({ files }: Installable) {
    const present = await this.#configuration.read(files.map(({ path }) => path))
    const missingAfter: FileWrite[] = []
    const missingBefore: FileWrite[] = []
    for (const [index, { path, ...names }] of files.entries()) {
      const expected = present[index]
      const before = await this.#memory.kept(names.before)
      const after = await this.#memory.kept(names.after)
      const [isBefore, isAfter] = [isSame(expected, before), isSame(expected, after)]
      if (!isAfter) missingAfter.push({ path, expected, bytes: after })
      if (!isBefore) missingBefore.push({ path, expected, bytes: before })
      if (!isAfter && !isBefore) {
        const reason = `${path} holds neither what it held before nor what was written into it`
        return { strange: reason, isBefore: false, isAfter: false, missingAfter, missingBefore }
      }
    }
    const [isBefore, isAfter] = [missingBefore.length === 0, missingAfter.length === 0]
    return { strange: undefined, isBefore, isAfter, missingAfter, missingBefore }
  }
}

function strange(reason: string): Installed {
  return { kind: 'strange', reason }
}

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  if (one === undefined || other === undefined) return one === other
  return Buffer.compare(one, other) === 0
}

import { dirname } from 'node:path'
import type { Holder } from '../cluster/commit/messages.js'
import type {
  CommitPlan,
  Differing,
  FileWrite,
  NodeConfiguration,
} from '../cluster/commit/ports.js'
import { lineHash, placed } from '../cluster/drift/line-hash.js'
import { digestOf, listingOf } from '../cluster/drift/listing.js'
import type { Configuration } from '../config/index.js'
import { ConsoleError } from '../console/index.js'
import { isKnowledge, isObstacle, SETTINGS_LEAD_PAST } from '../diagnostics/index.js'
import { addedFindings, resultTexts } from '../edit/index.js'
import { type LintOptions, lint } from '../lint/index.js'
import {
  type Author,
  changesInLines,
  type Live,
  refusalLines,
  type Work,
} from '../manager/live/index.js'
import { rightsToMake } from '../node/access/rights.js'
import { MOST_OF_A_FILE } from '../node/files/file-system-calls.js'
import {
  HeldLocks,
  hashOf,
  type Machine,
  THIS_MACHINE,
  WriteError,
  writeFilesWithRights,
} from '../node/index.js'
import { Failure } from '../project/failure.js'
import { readBounded, UnreadableFile } from '../project/read-bounded.js'
import { visible } from '../report/index.js'

export interface NodeFilesOptions {
  /** What the node runs. Its watcher has to ask `veto`. */
  readonly live: Live
  readonly work: Pick<Work, 'plan'>
  /** How a commit is judged, with the product version of the node as its target. @throws Failure */
  readonly lint?: (() => Promise<LintOptions>) | undefined
  readonly machine?: Machine | undefined
  /** Makes the program itself, where it is another one, run what the files say. @returns why it does not */
  readonly reload?: (() => Promise<string | undefined>) | undefined
  /** Is told which commit holds the node, and when it lets go: a line whose names are harmless. */
  readonly log?: ((line: string) => void) | undefined
  /** Looks at the program itself. @returns what is wrong with it */
  readonly health?: (() => Promise<string | undefined>) | undefined
}

/** Who reads files again for a cluster commit. */
const COMMIT: Author = { user: 'cluster-commit' }

/** The configuration of a node over its own files, as cluster commits deal with it. */
export class NodeFilesConfiguration implements NodeConfiguration {
  readonly #options: NodeFilesOptions
  readonly #machine: Machine
  readonly #digests = new WeakMap<Configuration, string>()
  #holder: Holder | undefined
  #locks: HeldLocks | undefined

  constructor(options: NodeFilesOptions) {
    this.#options = options
    this.#machine = options.machine ?? THIS_MACHINE
  }

  /** Why a change of what runs is refused now; undefined when it is not. */
  veto(author: Author): string | undefined {
    if (this.#holder === undefined || author === COMMIT) return undefined
    const { txid, manager, by, since } = this.#holder
    return `the cluster commit ${txid} of ${visible(by)} through ${visible(manager)} holds this node since ${since}.`
  }

  async running(): Promise<string> {
    return this.#digest(this.#options.live.current)
  }

  async plan(lines: readonly string[]): Promise<CommitPlan> {
    const { live, work } = this.#options
    const { files } = live
    if (live.waiting !== undefined) {
      return { refused: ['A commit on this node waits for its confirmation.'] }
    }
    if (live.isFromScratch || live.changes.length > 0) {
      return {
        refused: ['This node runs changes that its files do not have: write them back first.'],
      }
    }
    const changed = await changedBehind(files)
    if (changed.length > 0) return { refused: changed }
    try {
      const changes = changesInLines(lines, live.begin())
      const { edits, leftOut } = await work.plan(changes)
      if (leftOut.length > 0) {
        return { refused: leftOut.map(({ summary, detail }) => `${summary}. ${detail}`) }
      }
      const texts = resultTexts({ edits }, files)
      const after = new Map([...texts].map(([path, text]) => [path, text.after]))
      const candidate = await files.withTexts(after)
      const options = await this.#options.lint?.()
      const byName = new Map(edits.map(({ name, edits }) => [name, edits]))
      const added = addedFindings(lint(files, options), lint(candidate, options), byName)
      const against = added.filter((finding) => isObstacle(finding))
      if (against.length > 0) {
        const refused = refusalLines(candidate, against)
        return { refused: against.every(isKnowledge) ? [...refused, SETTINGS_LEAD_PAST] : refused }
      }
      const realPaths = new Map(files.files.map(({ path, realPath }) => [path, realPath]))
      const created = new Set(edits.filter(({ create }) => create).map(({ path }) => path))
      return {
        candidate: this.#digest(candidate),
        files: [...texts].map(([path, text]) => ({
          path: realPaths.get(path) ?? path,
          before: created.has(path) ? undefined : text.before,
          after: text.after,
        })),
      }
    } catch (error) {
      if (error instanceof Failure) return { refused: [visible(error.message)] }
      if (error instanceof ConsoleError) return { refused: error.message.split('\n') }
      throw error
    }
  }

  async compare(hashes: readonly string[]): Promise<Differing> {
    const wanted = new Set(hashes)
    const listed = [...listingOf(this.#options.live.current)].map(
      (each) => [lineHash(each), each] as const,
    )
    const own = new Set(listed.map(([hash]) => hash))
    return {
      options: listed.filter(([hash]) => !wanted.has(hash)).map(([, each]) => placed(each)),
      absent: hashes.filter((hash) => !own.has(hash)),
    }
  }

  async read(paths: readonly string[]): Promise<readonly (Uint8Array | undefined)[]> {
    return Promise.all(paths.map(bytesOf))
  }

  async write(files: readonly FileWrite[]): Promise<{ readonly failed?: string | undefined }> {
    if (files.length === 0) return {}
    const like = this.#machine.calls.status(this.#options.live.files.main.realPath)
    const requests = files.map(({ path, expected, bytes }) => ({
      path,
      bytes,
      expectedHash: expected && hashOf(expected),
      ...(expected === undefined && { like }),
    }))
    try {
      const edits = files.map(({ expected }) => ({ create: expected === undefined }))
      // Others may have come to what is read since root has begun to run it.
      const base = this.#options.live.files.files.filter(({ virtual }) => virtual !== true)
      const rights = rightsToMake({ base, edits }, this.#machine)
      writeFilesWithRights(requests, this.#machine, this.#locks, rights)
      return {}
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      if (!(error instanceof WriteError) && typeof code !== 'string') throw error
      return { failed: message }
    }
  }

  async load(): Promise<{ readonly failed?: string | undefined }> {
    const outcome = await this.#options.live.reload(COMMIT)
    if (outcome.kind === 'refused') return { failed: outcome.lines.join('; ') }
    if (outcome.kind === 'waiting') return { failed: 'a commit waits for its confirmation' }
    const failed = await this.#options.reload?.()
    return failed === undefined ? {} : { failed }
  }

  async health(): Promise<string | undefined> {
    return this.#options.health?.()
  }

  /**
   * Refuses changes in memory through `veto`, and those of other programs by the locks of all files.
   * @throws WriteError when somebody is writing one of them; changes in memory are refused all the same
   */
  async hold(holder: Holder): Promise<void> {
    if (this.#holder?.txid !== holder.txid) {
      const { txid, by, manager } = holder
      this.#log(
        `cluster commit ${txid} by ${visible(by)} through ${visible(manager)} holds this node`,
      )
    }
    this.#holder = holder
    this.#locks?.release()
    this.#locks = undefined
    const { files, main, localChanges } = this.#options.live.files
    const named = files.map(({ realPath, name }) => ({ realPath, name }))
    if (localChanges !== undefined && files.every(({ path }) => path !== localChanges.path)) {
      // The file is not there yet: whoever makes it locks its name.
      named.push({ realPath: localChanges.path, name: localChanges.productPath })
    }
    this.#locks = HeldLocks.acquire(named, dirname(main.realPath), this.#machine)
  }

  async release(): Promise<void> {
    if (this.#holder !== undefined) this.#log(`cluster commit ${this.#holder.txid} is over here`)
    this.#holder = undefined
    this.#locks?.release()
    this.#locks = undefined
  }

  #log(line: string): void {
    this.#options.log?.(line)
  }

  #digest(configuration: Configuration): string {
    const known = this.#digests.get(configuration)
    if (known !== undefined) return known
    const digest = digestOf(configuration)
    this.#digests.set(configuration, digest)
    return digest
  }
}

/**
 * Which files are not what they were when they were read, a line for each: whoever loads what a commit writes
 * would load that too.
 */
async function changedBehind({ files }: Configuration): Promise<string[]> {
  const read = files.filter(({ virtual }) => virtual !== true)
  const now = await Promise.all(read.map(({ realPath }) => bytesOf(realPath)))
  const changed = read.filter(({ document: { source } }, index) => {
    const bytes = now[index]
    return bytes === undefined || Buffer.compare(bytes, source.bytes) !== 0
  })
  return [...new Set(changed.map(({ productPath }) => productPath))].map(
    (path) =>
      `${visible(path)} has changed since this node has read it: let it read it again first.`,
  )
}

/** A pipe that lies in the place of a file is not waited for. @throws UnreadableFile */
async function bytesOf(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readBounded(path, MOST_OF_A_FILE)
  } catch (error) {
    if (error instanceof UnreadableFile && error.isMissing) return undefined
    throw error
  }
}

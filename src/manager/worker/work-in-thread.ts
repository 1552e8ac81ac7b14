import { setImmediate as othersTurn } from 'node:timers/promises'
import {
  type Configuration,
  type LoadOptions,
  type PackedConfiguration,
  unpack,
} from '../../config/index.js'
import { builtFile } from '../../node/files/built-file.js'
import { StartedThread, ThreadEnded } from '../../node/threads/started-thread.js'
import { type SiteKnowledge, withKnowledge } from '../../project/site-knowledge.js'
import type {
  Armed,
  Judging,
  LineChange,
  Loading,
  MemoryState,
  Plan,
  Saved,
  TakingBack,
  Work,
  Write,
  Written,
} from '../live/index.js'
import { Queue } from '../live/queue.js'
import { MESSAGES } from '../messages.js'
import type {
  Crossing,
  EndedBefore,
  FromThread,
  PackedLoaded,
  ThreadData,
  ToThread,
  WithoutDocuments,
} from './messages.js'
import { resultOf } from './result-of.js'
import { WorkFailed } from './work-failed.js'

export interface ThreadOptions {
  /** The main file, on this machine. */
  readonly main: string
  readonly load: LoadOptions
  /** As in `WorkOptions`. */
  readonly judging?: Judging | undefined
  /** What the settings say about the files as they are loaded. */
  readonly site?: SiteKnowledge | undefined
  /** Is told in one line what has gone wrong with the thread, and where. */
  readonly onTrouble: (text: string) => void
  /** What the thread runs; by default what the build has made. */
  readonly file?: string | undefined
}

type Result<Name extends keyof Work> = Crossing<Awaited<ReturnType<Work[Name]>>>

/**
 * `Work` in a thread of its own, which is started when there is something to do and again when it has
 * died. This side keeps the files as they were loaded last, so that nothing is lost with the thread.
 */
export class WorkInThread implements Work {
  readonly #options: ThreadOptions
  readonly #queue = new Queue()
  #files: Configuration
  #site: SiteKnowledge | undefined
  #armed: Armed | undefined
  #thread: StartedThread<FromThread, ToThread> | undefined
  #ended: EndedBefore | undefined
  #isClosed = false
  readonly #counts = { jobs: 0, time: 0 }

  /** @param files as they are loaded */
  constructor(files: Configuration, options: ThreadOptions) {
    this.#files = files
    this.#options = options
    this.#site = options.site
  }

  /** What the thread has done so far; `time` in ms. */
  get counts() {
    return { ...this.#counts, threads: this.#thread?.hasEnded === false ? 1 : 0 }
  }

  async load(main?: string): Promise<Loading> {
    const result = await this.#ask('load', main)
    if (result.configuration === undefined) return result
    this.#site = result.site
    return { ...result, configuration: await this.#taken(result.configuration) }
  }

  async scratch(): Promise<Configuration> {
    return this.#unpacked(await this.#ask('scratch'))
  }

  check(state: MemoryState, before: MemoryState) {
    return this.#ask('check', state, before)
  }

  plan(changes: readonly LineChange[]): Promise<Plan> {
    return this.#ask('plan', changes)
  }

  async install(plan: Plan, write: Write): Promise<Written> {
    const before = this.#files
    const written = await this.#ask('install', plan, write)
    if (written.configuration === undefined) return written
    const configuration = await this.#taken(written.configuration)
    const { confirmBy } = write
    this.#armed = confirmBy && { before, confirmBy }
    return { ...written, configuration }
  }

  mainText(plan: Plan): Promise<Uint8Array> {
    return this.#ask('mainText', plan)
  }

  writeFile(path: string, bytes: Uint8Array): Promise<Saved> {
    return this.#ask('writeFile', path, bytes)
  }

  takeBack(entry: number): Promise<TakingBack> {
    return this.#ask('takeBack', entry)
  }

  async confirm(): Promise<{ readonly failed?: string }> {
    const confirmed = await this.#ask('confirm')
    if (confirmed.failed === undefined) this.#armed = undefined
    return confirmed
  }

  async restore(): Promise<Loading> {
    const result = await this.#ask('restore')
    if (result.configuration === undefined) return result
    return { configuration: await this.#taken(result.configuration) }
  }

  /** Waits for what is being done, and ends the thread. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#queue.run(async () => {
      const thread = this.#thread
      this.#thread = undefined
      await thread?.end()
    })
  }

  async #taken(packed: PackedConfiguration): Promise<Configuration> {
    const configuration = await this.#unpacked(packed)
    this.#files = configuration
    this.#armed = undefined
    return configuration
  }

  /** What every look-up needs is made here already, a piece at a time: sessions have turns between. */
  async #unpacked(packed: PackedConfiguration): Promise<Configuration> {
    const configuration = unpack(packed, await withKnowledge(this.#options.load, this.#site))
    await othersTurn()
    void configuration.root.scopes.length
    await othersTurn()
    void configuration.root.options.size
    await othersTurn()
    return configuration
  }

  /** One thing at a time. @throws WorkFailed */
  #ask<Name extends keyof Work>(
    name: Name,
    ...words: Parameters<Work[Name]>
  ): Promise<Result<Name>> {
    if (this.#isClosed) return Promise.reject(new WorkFailed(MESSAGES.stops))
    return this.#queue.run(async () => {
      const began = performance.now()
      const answer = await this.#answer(name, words)
      this.#counts.jobs++
      this.#counts.time += performance.now() - began
      return resultOf(answer, name, this.#options.onTrouble) as Result<Name>
    })
  }

  /** @throws WorkFailed when the thread ends before it has answered */
  async #answer(name: keyof Work, words: readonly unknown[]): Promise<FromThread> {
    const thread = await this.#started()
    try {
      thread.post({ kind: 'job', name, words })
      return await thread.answer()
    } catch (error) {
      if (!(error instanceof ThreadEnded)) throw error
      const [path] = name === 'writeFile' ? words : []
      this.#ended = { path: path as string | undefined }
      this.#options.onTrouble(`the thread of the manager has ended in ${name}: ${error.message}`)
      throw new WorkFailed(MESSAGES.workEnded)
    }
  }

  /** The thread, with everything that it has to know. */
  async #started(): Promise<StartedThread<FromThread, ToThread>> {
    if (this.#thread !== undefined && !this.#thread.hasEnded) return this.#thread
    const { main, load, judging, file = builtFile('manager-thread.cjs') } = this.#options
    const { environment: _, registry: __, ...options } = load
    const data: ThreadData = {
      ...{ kind: 'work', main, load: options, judging, site: this.#site, ended: this.#ended },
    }
    const thread = new StartedThread<FromThread, ToThread>(file, data)
    this.#thread = thread
    const documents: ToThread[] = []
    const armed = this.#armed
    const loaded: PackedLoaded = {
      files: withoutDocuments(this.#files, documents),
      armed: armed && {
        before: withoutDocuments(armed.before, documents),
        confirmBy: armed.confirmBy,
      },
    }
    // To post is to copy: a file at a time, with turns for the sessions between.
    for (const document of documents) {
      thread.post(document)
      await othersTurn()
    }
    thread.post({ kind: 'loaded', loaded })
    this.#ended = undefined
    return thread
  }
}

/** @param documents get those of the configuration, in their order */
function withoutDocuments(configuration: Configuration, documents: ToThread[]): WithoutDocuments {
  const { main, texts } = configuration.pack().packed
  const { files: packed, ...rest } = texts
  const files = packed.map(({ document, ...file }) => {
    documents.push({ kind: 'document', document })
    return file
  })
  return { configuration: { main, texts: rest }, files }
}

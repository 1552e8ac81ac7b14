import type { FilesBase, NodeFiles } from '../../../cluster/commit/index.js'
import type { LoadOptions } from '../../../config/index.js'
import { builtFile } from '../../../node/files/built-file.js'
import { StartedThread, ThreadEnded } from '../../../node/threads/started-thread.js'
import type { SiteKnowledge } from '../../../project/site-knowledge.js'
import { Queue } from '../../live/queue.js'
import { MESSAGES } from '../../messages.js'
import type { FromThread } from '../messages.js'
import { resultOf } from '../result-of.js'
import { WorkFailed } from '../work-failed.js'
import type { NodeOfFiles } from './copied-node-files.js'
import type { NodeFilesJob, NodeFilesThreadData } from './messages.js'

export interface NodeFilesInThreadOptions {
  /** How the manager reads its own files. */
  readonly load: LoadOptions
  /** What the settings say about them. */
  readonly site?: SiteKnowledge | undefined
  /** All that are expected or there. */
  readonly nodes: () => readonly NodeOfFiles[]
  /** Is told in one line what has gone wrong with the thread. */
  readonly onTrouble: (text: string) => void
}

/**
 * The copy of the nodes' files, in a thread that lives as long as there is something to do: the files of
 * all nodes are a multiple of the manager's own, and sessions are answered meanwhile.
 */
export class NodeFilesInThread implements NodeFiles {
  readonly #options: NodeFilesInThreadOptions
  readonly #queue = new Queue()
  #thread: StartedThread<FromThread, NodeFilesJob> | undefined
  #jobs = 0

  constructor(options: NodeFilesInThreadOptions) {
    this.#options = options
  }

  async base(node: string, subcluster: string): Promise<FilesBase | undefined> {
    return (await this.#ask({ name: 'base', words: [node, subcluster] })) as FilesBase | undefined
  }

  async take(changes: readonly string[], by: string): Promise<readonly string[]> {
    const words = [this.#options.nodes(), changes, by] as const
    return (await this.#ask({ name: 'take', words: [...words] })) as readonly string[]
  }

  /** @throws WorkFailed */
  async #ask(job: NodeFilesJob): Promise<unknown> {
    this.#jobs++
    try {
      return await this.#queue.run(async () => {
        return resultOf(await this.#answer(job), job.name, this.#options.onTrouble)
      })
    } finally {
      this.#jobs--
      if (this.#jobs === 0) {
        void this.#thread?.end()
        this.#thread = undefined
      }
    }
  }

  /** @throws WorkFailed when the thread ends before it has answered */
  async #answer(job: NodeFilesJob): Promise<FromThread> {
    if (this.#thread === undefined || this.#thread.hasEnded) this.#thread = this.#started()
    try {
      this.#thread.post(job)
      return await this.#thread.answer()
    } catch (error) {
      if (!(error instanceof ThreadEnded)) throw error
      this.#options.onTrouble(`the thread of the nodes' files has ended: ${error.message}`)
      throw new WorkFailed(MESSAGES.workEnded)
    }
  }

  #started(): StartedThread<FromThread, NodeFilesJob> {
    const { load, site } = this.#options
    const { environment: _, registry: __, ...options } = load
    const data: NodeFilesThreadData = { kind: 'node-files', load: options, site }
    return new StartedThread(builtFile('manager-thread.cjs'), data)
  }
}

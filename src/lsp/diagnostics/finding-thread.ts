import { Worker } from 'node:worker_threads'
import { builtFile } from '../../node/files/built-file.js'
import type { FromThread, ThreadData } from './thread-messages.js'

/** The thread in which findings are looked for; what was asked before is given up. */
export class FindingThread {
  #worker: Worker | undefined

  /** @returns undefined when somebody has asked for something newer */
  async find(data: ThreadData): Promise<FromThread | undefined> {
    this.stop()
    const worker = new Worker(builtFile('lsp-thread.cjs'), { workerData: data })
    this.#worker = worker
    try {
      return await new Promise<FromThread | undefined>((resolve, reject) => {
        worker.once('message', resolve)
        worker.once('error', reject)
        worker.once('exit', () => resolve(undefined))
      })
    } finally {
      // What it has read takes memory that nobody needs until the next time.
      void worker.terminate()
      if (this.#worker === worker) this.#worker = undefined
    }
  }

  stop(): void {
    void this.#worker?.terminate()
    this.#worker = undefined
  }
}

import { inspect } from 'node:util'
import { Worker } from 'node:worker_threads'
import type { FromThread, ThreadData, ToThread } from './messages.js'
import type { NodeFilesThreadData } from './node-files/messages.js'

/** The thread has ended before it has answered; the message says why. */
export class ThreadEnded extends Error {}

/** A thread that has been started, and is told messages of one kind. It keeps the process alive only while it is waited for. */
export class StartedThread<Message = ToThread> {
  readonly #worker: Worker
  #why: string | undefined
  #hasEnded = false
  #waiting: { answered(answer: FromThread): void; ended(): void } | undefined

  constructor(file: string, data: ThreadData | NodeFilesThreadData) {
    this.#worker = new Worker(file, { workerData: data })
    this.#worker.unref()
    this.#worker.on('message', (answer: FromThread) => this.#waiting?.answered(answer))
    this.#worker.on('error', (error) => {
      this.#why = error instanceof Error ? error.message : inspect(error)
    })
    this.#worker.on('exit', (code) => {
      this.#why ??= `it ended by itself, with ${code}`
      this.#hasEnded = true
      this.#waiting?.ended()
    })
  }

  get hasEnded(): boolean {
    return this.#hasEnded
  }

  post(message: Message): void {
    this.#worker.postMessage(message)
  }

  /** What the thread says next. @throws ThreadEnded */
  async answer(): Promise<FromThread> {
    const ended = () => new ThreadEnded(this.#why)
    if (this.#hasEnded) throw ended()
    this.#worker.ref()
    try {
      return await new Promise<FromThread>((resolve, reject) => {
        this.#waiting = { answered: resolve, ended: () => reject(ended()) }
      })
    } finally {
      this.#waiting = undefined
      this.#worker.unref()
    }
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }
}

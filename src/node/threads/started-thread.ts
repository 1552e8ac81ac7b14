import { inspect } from 'node:util'
import { Worker } from 'node:worker_threads'

/** The thread has ended before it has answered; the message says why, and the cause is what it has thrown. */
export class ThreadEnded extends Error {}

/** A thread that has been started. It keeps the process alive only while it is waited for. */
export class StartedThread<Answer, Message = never> {
  readonly #worker: Worker
  #thrown: unknown
  #why: string | undefined
  #hasEnded = false
  #waiting: { answered(answer: Answer): void; ended(): void } | undefined

  /**
   * @param file what runs in it (`builtFile`)
   * @param data what it is started with: a structure that can be copied
   */
  constructor(file: string, data: unknown) {
    this.#worker = new Worker(file, { workerData: data })
    this.#worker.unref()
    this.#worker.on('message', (answer: Answer) => this.#waiting?.answered(answer))
    this.#worker.on('error', (error) => {
      this.#thrown = error
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
  async answer(): Promise<Answer> {
    const ended = () => new ThreadEnded(this.#why, { cause: this.#thrown })
    if (this.#hasEnded) throw ended()
    this.#worker.ref()
    try {
      return await new Promise<Answer>((resolve, reject) => {
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

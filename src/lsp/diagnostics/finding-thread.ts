import { Worker } from 'node:worker_threads'
import { builtFile } from '../../node/files/built-file.js'
import type { FromThread, ThreadData } from './thread-messages.js'

/** What somebody wants to know. */
export interface FindingTask {
  /** What it is about: a newer task about the same takes its place. */
  readonly key: string
  /** The state of the texts that it is about. */
  readonly revision: number
  /** Whether somebody looks at what it is about: then others wait. */
  readonly isUrgent: boolean
  readonly data: () => ThreadData
}

interface Waiting {
  readonly task: FindingTask
  readonly found: Promise<FromThread | undefined>
  readonly resolve: (found: FromThread | undefined) => void
  readonly reject: (error: unknown) => void
}

/**
 * The thread in which findings are looked for, one task after the other. What was found is kept as long
 * as nothing is different; what somebody has asked before about other texts is given up.
 */
export class FindingThread {
  readonly #known = new Map<string, Waiting>()
  readonly #waiting: Waiting[] = []
  #running: { readonly waiting: Waiting; readonly worker: Worker } | undefined

  /** @returns undefined when somebody has asked about newer texts */
  find(task: FindingTask): Promise<FromThread | undefined> {
    const known = this.#known.get(task.key)
    if (known?.task.revision === task.revision) return known.found
    if (known !== undefined) this.#giveUp(known)
    const waiting = waitingFor(task)
    this.#known.set(task.key, waiting)
    waiting.found.catch(() => this.#forget(waiting))
    const running = this.#running?.waiting
    if (task.isUrgent && running !== undefined && !running.task.isUrgent) {
      // What nobody looks at begins again afterwards.
      this.#end()
      this.#waiting.unshift(running)
    }
    const place = task.isUrgent
      ? this.#waiting.findIndex((each) => !each.task.isUrgent)
      : this.#waiting.length
    this.#waiting.splice(place === -1 ? this.#waiting.length : place, 0, waiting)
    this.#next()
    return waiting.found
  }

  stop(): void {
    this.#end()
    for (const { resolve } of this.#known.values()) resolve(undefined)
    this.#known.clear()
    this.#waiting.length = 0
  }

  #giveUp(given: Waiting): void {
    const at = this.#waiting.indexOf(given)
    if (at !== -1) this.#waiting.splice(at, 1)
    if (this.#running?.waiting === given) this.#end()
    given.resolve(undefined)
    this.#forget(given)
  }

  #forget(gone: Waiting): void {
    if (this.#known.get(gone.task.key) === gone) this.#known.delete(gone.task.key)
  }

  #next(): void {
    if (this.#running !== undefined) return
    const waiting = this.#waiting.shift()
    if (waiting === undefined) return
    const worker = new Worker(builtFile('lsp-thread.cjs'), { workerData: waiting.task.data() })
    const running = { waiting, worker }
    this.#running = running
    const done = (end: () => void) => {
      if (this.#running !== running) return
      end()
      this.#end()
      this.#next()
    }
    worker.once('message', (found: FromThread) => done(() => waiting.resolve(found)))
    worker.once('error', (error) => done(() => waiting.reject(error)))
    worker.once('exit', () => done(() => waiting.reject(new Error('the thread has ended'))))
  }

  /** What a thread has read takes memory that nobody needs until the next time. */
  #end(): void {
    void this.#running?.worker.terminate()
    this.#running = undefined
  }
}

function waitingFor(task: FindingTask): Waiting {
  let resolve: Waiting['resolve'] = () => undefined
  let reject: Waiting['reject'] = () => undefined
  const found = new Promise<FromThread | undefined>((take, fail) => {
    resolve = take
    reject = fail
  })
  return { task, found, resolve, reject }
}

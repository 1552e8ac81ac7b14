import { builtFile } from '../../node/files/built-file.js'
import { StartedThread, type ThreadEnded } from '../../node/threads/started-thread.js'
import type { FromThread, ThreadData } from './messages.js'

/** What somebody wants to have done. */
export interface ThreadTask {
  /** What it is about: a newer task about the same takes its place. */
  readonly key: string
  /** The state of the texts that it is about. */
  readonly revision: number
  /** Whether somebody looks at what it is about: then others wait. */
  readonly isUrgent: boolean
  readonly data: () => ThreadData
}

interface Waiting {
  readonly task: ThreadTask
  readonly done: Promise<FromThread | undefined>
  readonly resolve: (answer: FromThread | undefined) => void
  readonly reject: (error: unknown) => void
}

/**
 * A thread in which large texts are worked on, one task after the other. What came of it is kept as long
 * as nothing is different; what somebody has asked before about other texts is given up.
 */
export class WorkThread {
  readonly #known = new Map<string, Waiting>()
  readonly #waiting: Waiting[] = []
  #running: { readonly waiting: Waiting; readonly thread: StartedThread<FromThread> } | undefined

  /** @returns undefined when somebody has asked about newer texts, or it was given up */
  ask(task: ThreadTask): Promise<FromThread | undefined> {
    const known = this.#known.get(task.key)
    if (known?.task.revision === task.revision) return known.done
    if (known !== undefined) this.#giveUp(known)
    const waiting = waitingFor(task)
    this.#known.set(task.key, waiting)
    waiting.done.catch(() => this.#forget(waiting))
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
    return waiting.done
  }

  stop(): void {
    this.#end()
    for (const { resolve } of this.#known.values()) resolve(undefined)
    this.#known.clear()
    this.#waiting.length = 0
  }

  /** Nobody wants it any more. */
  giveUp(key: string): void {
    const known = this.#known.get(key)
    if (known === undefined) return
    this.#giveUp(known)
    this.#next()
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
    const data: ThreadData = waiting.task.data()
    const thread = new StartedThread<FromThread>(builtFile('lsp-thread.cjs'), data)
    const running = { waiting, thread }
    this.#running = running
    const done = (end: () => void) => {
      if (this.#running !== running) return
      end()
      this.#end()
      this.#next()
    }
    thread.answer().then(
      (answer) => done(() => waiting.resolve(answer)),
      (ended: ThreadEnded) => done(() => waiting.reject(ended.cause ?? ended)),
    )
  }

  /** What a thread has read takes memory that nobody needs until the next time. */
  #end(): void {
    void this.#running?.thread.end()
    this.#running = undefined
  }
}

function waitingFor(task: ThreadTask): Waiting {
  let resolve: Waiting['resolve'] = () => undefined
  let reject: Waiting['reject'] = () => undefined
  const done = new Promise<FromThread | undefined>((take, fail) => {
    resolve = take
    reject = fail
  })
  return { task, done, resolve, reject }
}

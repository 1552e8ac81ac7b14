import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import {
  buffersOf,
  Configuration,
  type LoadOptions,
  type PackedDocument,
  unpack,
} from '../../config/index.js'
import { nodeEnvironment } from '../../node/index.js'
import { withKnowledge } from '../../project/site-knowledge.js'
import { WorkHere } from '../live/work-here.js'
import type {
  FromThread,
  PackedLoaded,
  ThreadData,
  ToThread,
  WithoutDocuments,
} from './messages.js'
import type { NodeFilesThreadData } from './node-files/messages.js'
import { serveNodeFiles } from './node-files/thread.js'
import { endInterrupted } from './predecessor.js'

/**
 * Begins, in a thread of its own, to load, check, plan and write for the manager: whatever takes long
 * there, the sessions are answered meanwhile.
 */
export function startThread(): void {
  if (parentPort === null) return
  const data = workerData as ThreadData | NodeFilesThreadData
  if (data.kind === 'node-files') serveNodeFiles(parentPort, data)
  else new ThreadEnd(parentPort, data)
}

/** The end of the thread: what it has loaded, and the jobs that the manager gives it. */
class ThreadEnd {
  readonly #port: MessagePort
  readonly #data: ThreadData
  readonly #load: LoadOptions
  readonly #documents: PackedDocument[] = []
  #work: WorkHere | undefined
  #last: Promise<unknown> = Promise.resolve()

  constructor(port: MessagePort, data: ThreadData) {
    this.#port = port
    this.#data = data
    this.#load = { ...data.load, environment: nodeEnvironment(true) }
    port.on('message', (message: ToThread) => this.#take(message))
  }

  #take(message: ToThread): void {
    switch (message.kind) {
      case 'document':
        this.#documents.push(message.document)
        return
      case 'loaded':
        this.#last = this.#workOn(message.loaded)
        return
      case 'job':
        this.#last = this.#last.then(() => this.#answer(message))
        return
    }
  }

  async #workOn({ files, armed }: PackedLoaded): Promise<void> {
    const { main, ended, judging, site } = this.#data
    const load = await withKnowledge(this.#load, site)
    const loaded = {
      site,
      files: this.#unpacked(files, load),
      armed: armed && { before: this.#unpacked(armed.before, load), confirmBy: armed.confirmBy },
    }
    if (ended !== undefined) endInterrupted(loaded.files, this.#load, ended)
    this.#work = new WorkHere({ main, load: this.#load, judging, loaded })
  }

  #unpacked({ configuration, files }: WithoutDocuments, load: LoadOptions): Configuration {
    const { main, texts } = configuration
    const whole = files.map((file) => ({
      ...file,
      document: this.#documents.shift() as PackedDocument,
    }))
    return unpack({ main, texts: { ...texts, files: whole } }, load)
  }

  async #answer({ name, words }: Extract<ToThread, { kind: 'job' }>): Promise<void> {
    const work = this.#work
    try {
      if (work === undefined) throw new Error('nothing is loaded')
      // What calls it is the other half of `Work`, which knows what each one takes.
      const job = work[name] as (...words: readonly unknown[]) => Promise<unknown>
      const { result, buffers } = crossing(await job.apply(work, [...words]))
      this.#say({ kind: 'done', result }, buffers)
    } catch (error) {
      const { message = String(error), stack = '' } = Object(error) as Error
      this.#say({ kind: 'failed', why: message, stack })
    }
  }

  #say(answer: FromThread, buffers: readonly ArrayBuffer[] = []): void {
    this.#port.postMessage(answer, buffers)
  }
}

/**
 * A result as it crosses, and what is handed over in it. This side goes on with what it has loaded:
 * what it hands over is a copy, made here, where nobody waits.
 */
function crossing(result: unknown): { result: unknown; buffers: ArrayBuffer[] } {
  const { configuration } = Object(result)
  if (result instanceof Uint8Array) {
    const copy = result.slice()
    return { result: copy, buffers: [copy.buffer] }
  }
  const root = result instanceof Configuration ? result : configuration
  if (!(root instanceof Configuration)) return { result, buffers: [] }
  const packed = structuredClone(root.pack().packed)
  // What documents have in common is handed over once.
  const buffers = [...new Set(packed.texts.files.flatMap(({ document }) => buffersOf(document)))]
  return {
    result: root === result ? packed : { ...Object(result), configuration: packed },
    buffers,
  }
}

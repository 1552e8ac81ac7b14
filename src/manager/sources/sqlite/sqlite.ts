import { readFile } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import { brotliDecompressSync } from 'node:zlib'
import { builtFile } from '../../../node/files/built-file.js'
import { type Driver, type Rows, SourceError } from '../address.js'
import { numberedQuery } from '../placeholders.js'
import type { ThreadAnswer, ThreadData, ThreadQuestion } from './messages.js'
import { readSnapshot, type Snapshot } from './snapshot.js'

const STYLE = { write: (number: number) => `?${number}`, hasQuestionMarks: true }

/**
 * SQLite databases. What is asked is a copy in memory: nothing is written, no lock is taken, and no
 * other program has to wait.
 */
export const sqlite: Driver = (rest, { place }) => {
  const path = rest.trim()
  if (path === '') throw new SourceError('the path is missing', true)
  let thread: SqliteThread | undefined
  let last: Promise<unknown> = Promise.resolve()
  const close = async () => {
    const ending = thread
    thread = undefined
    await ending?.end()
  }
  return {
    name: `sqlite at ${path}`,
    ask: async (question, signal) => {
      const { text, values } = numberedQuery(question.query, question.parameters, STYLE)
      const ask = async () => {
        if (signal.aborted) throw signal.reason
        const snapshot = await readSnapshot(place(path), thread?.version, signal)
        thread ??= await SqliteThread.start()
        try {
          return await thread.ask({ text, values, mostRows: question.mostRows }, snapshot, signal)
        } catch (error) {
          if (error instanceof SourceError && !error.isDown) throw error
          await close()
          throw error
        }
      }
      // The thread takes one question at a time.
      const answer = last.then(ask, ask)
      last = answer.catch(() => undefined)
      return answer
    },
    close,
  }
}

/** A thread with a database in it. */
class SqliteThread {
  #version: string | undefined

  private constructor(private readonly worker: Worker) {
    worker.unref()
  }

  static async start(): Promise<SqliteThread> {
    const data: ThreadData = {
      wasm: brotliDecompressSync(await readFile(builtFile('sqlite.wasm.br'))),
    }
    const worker = new Worker(builtFile('sqlite-thread.cjs'), { workerData: data, env: {} })
    // What ends it is heard by whoever waits for an answer.
    worker.on('error', () => undefined)
    return new SqliteThread(worker)
  }

  /** Of the database that it holds. */
  get version(): string | undefined {
    return this.#version
  }

  ask(
    question: Omit<ThreadQuestion, 'bytes'>,
    snapshot: Snapshot | undefined,
    signal: AbortSignal,
  ): Promise<Rows> {
    const { worker } = this
    if (snapshot !== undefined) this.#version = snapshot.version
    return new Promise<Rows>((resolve, reject) => {
      const give = () => done(() => reject(signal.reason))
      const died = (error: unknown) => {
        const why = error instanceof Error ? error.message : 'its thread has ended'
        done(() => reject(new SourceError(why, true)))
      }
      const said = (answer: ThreadAnswer) =>
        done(() => {
          if (answer.kind === 'rows') resolve(answer)
          else reject(new SourceError(answer.why, false))
        })
      const done = (act: () => void) => {
        worker.off('message', said).off('error', died).off('exit', died).unref()
        signal.removeEventListener('abort', give)
        act()
      }
      worker.ref()
      worker.on('message', said).on('error', died).on('exit', died)
      signal.addEventListener('abort', give, { once: true })
      const message: ThreadQuestion = { ...question, bytes: snapshot?.bytes }
      worker.postMessage(message)
    })
  }

  async end(): Promise<void> {
    await this.worker.terminate()
  }
}

/**
 * The thread that loads, checks, plans and writes for the manager: whatever takes long here, the
 * sessions are answered meanwhile.
 */
import { parentPort, workerData } from 'node:worker_threads'
import {
  buffersOf,
  Configuration,
  type LoadOptions,
  type PackedDocument,
  unpack,
} from '../../config/index.js'
import { nodeEnvironment } from '../../node/index.js'
import { WorkHere } from '../live/work-here.js'
import type {
  FromThread,
  PackedLoaded,
  ThreadData,
  ToThread,
  WithoutDocuments,
} from './messages.js'
import { endInterrupted } from './predecessor.js'

const data = workerData as ThreadData
const load: LoadOptions = { ...data.load, environment: nodeEnvironment(true) }
const documents: PackedDocument[] = []
let work: WorkHere | undefined
let last: Promise<unknown> = Promise.resolve()

parentPort?.on('message', (message: ToThread) => {
  switch (message.kind) {
    case 'document':
      documents.push(message.document)
      return
    case 'loaded':
      work = workOn(message.loaded)
      return
    case 'job':
      last = last.then(() => answer(message))
      return
  }
})

function workOn({ files, armed }: PackedLoaded): WorkHere {
  const loaded = {
    files: unpacked(files),
    armed: armed && { before: unpacked(armed.before), confirmBy: armed.confirmBy },
  }
  if (data.ended !== undefined) endInterrupted(loaded.files, load, data.ended)
  return new WorkHere({ main: data.main, load, loaded })
}

function unpacked({ configuration, files }: WithoutDocuments): Configuration {
  const { main, texts } = configuration
  const whole = files.map((file) => ({
    ...file,
    document: documents.shift() as PackedDocument,
  }))
  return unpack({ main, texts: { ...texts, files: whole } }, load)
}

async function answer({ name, words }: Extract<ToThread, { kind: 'job' }>): Promise<void> {
  try {
    if (work === undefined) throw new Error('nothing is loaded')
    // What calls it is the other half of `Work`, which knows what each one takes.
    const job = work[name] as (...words: readonly unknown[]) => Promise<unknown>
    const { result, buffers } = crossing(await job.apply(work, [...words]))
    say({ kind: 'done', result }, buffers)
  } catch (error) {
    const { message = String(error), stack = '' } = Object(error) as Error
    say({ kind: 'failed', why: message, stack })
  }
}

function say(answer: FromThread, buffers: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(answer, buffers)
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

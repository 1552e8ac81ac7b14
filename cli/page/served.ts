import { parentPort, workerData } from 'node:worker_threads'
import { builtFile } from '../../src/node/files/built-file.js'
import { StartedThread, ThreadEnded } from '../../src/node/threads/started-thread.js'
import { pageData } from '../../src/page/document/document.js'
import { pageModel } from '../../src/page/making/page.js'
import type { ReadPage } from '../../src/page/serving/server.js'
import { Failure, Refusal } from '../../src/project/failure.js'
import { failure } from '../../src/project/system-failure.js'
import { visible } from '../../src/report/index.js'
import { withoutSecrets } from '../../src/schema/secrets/shapes.js'
import type { ConfigurationFlags } from '../arguments/flags.js'
import { loadTarget } from '../configuration.js'
import { forgetInputs, lookedFor } from '../streams/inputs.js'
import { VERSION } from '../version.js'
import { standAnywhere } from '../working-folder.js'
import { findingsFor } from './findings.js'

/** What is shown: a structure that a thread can be given. */
export interface Shown {
  readonly choice: ConfigurationFlags
  /** The product version to check against. */
  readonly version: string | undefined
}

type FromThread =
  | { readonly kind: 'read'; readonly page: ReadPage }
  /** The files cannot be read now. */
  | { readonly kind: 'failed'; readonly message: string; readonly paths: readonly string[] }

/** Reads the files, and makes what a browser is given of them. @throws Failure */
export async function readPage({ choice, version }: Shown): Promise<ReadPage> {
  // Whoever writes the files may name others each time.
  forgetInputs()
  const target = await loadTarget(choice)
  const findings = await findingsFor(target, version)
  const { configuration } = target
  const model = pageModel({ configuration, findings, program: `ecconf ${VERSION}` })
  return { data: pageData(model), paths: lookedFor() }
}

/** Reads pages in a thread of its own each, so that whoever asks meanwhile is answered. */
export class PageThread {
  #thread: StartedThread<FromThread> | undefined
  /** What the latest page was made of, or was to be made of. */
  paths: readonly string[] = []

  constructor(readonly shown: Shown) {}

  /** @throws Failure, with what `explained` says */
  async read(): Promise<ReadPage> {
    const thread = new StartedThread<FromThread>(builtFile('page-thread.cjs'), this.shown)
    this.#thread = thread
    try {
      const answer = await thread.answer()
      if (answer.kind === 'read') return answer.page
      this.paths = answer.paths
      throw new Failure(answer.message)
    } catch (error) {
      if (!(error instanceof ThreadEnded)) throw error
      throw error.cause ?? new Failure('Reading the files was ended.')
    } finally {
      void thread.end()
    }
  }

  stop(): void {
    void this.#thread?.end()
  }
}

/** In the thread. */
export async function readInThread(): Promise<void> {
  standAnywhere()
  parentPort?.postMessage(await answer(workerData as Shown))
}

async function answer(shown: Shown): Promise<FromThread> {
  try {
    return { kind: 'read', page: await readPage(shown) }
  } catch (error) {
    const message = explained(error)
    if (message === undefined) throw error
    return { kind: 'failed', message, paths: lookedFor() }
  }
}

/** What keeps files from being read, as it is said of any run; undefined for a fault. */
export function explained(error: unknown): string | undefined {
  const known = failure(error)
  const isKnown = known instanceof Failure || known instanceof Refusal
  return isKnown ? visible(withoutSecrets(known.message)) : undefined
}

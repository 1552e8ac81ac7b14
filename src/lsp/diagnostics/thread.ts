import { parentPort, workerData } from 'node:worker_threads'
import { Failure } from '../../project/failure.js'
import type { Host } from '../../project/host.js'
import { Positions } from '../positions/positions.js'
import { uriOf } from '../positions/uris.js'
import { ProjectReader } from '../workspace/project-reader.js'
import { byAddress } from './by-address.js'
import type { FromThread, ThreadData } from './thread-messages.js'

/**
 * Looks, in a thread of its own, for the findings of one configuration: a large one takes seconds, and
 * whoever types is answered meanwhile.
 */
export async function findInThread(): Promise<void> {
  parentPort?.postMessage(await found(workerData as ThreadData))
}

async function found({ paths, texts, client, addresses, docs }: ThreadData): Promise<FromThread> {
  const positions = new Positions(client.encoding)
  try {
    const reader = new ProjectReader(texts, SILENT)
    const project = await reader.read(paths)
    const { diagnostics } = await reader.findings(project.targets)
    const findings = [...diagnostics, ...project.dialectFindings]
    const uri = (its: string) => addresses.get(its) ?? uriOf(its)
    return {
      kind: 'found',
      findings: diagnostics,
      byUri: byAddress(findings, project.targets, { client, positions, uri }, docs),
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { kind: 'failed', message: error.message }
  }
}

/** What was done or passed over is said where the configuration is read for everything else. */
const SILENT: Host = {
  note: () => undefined,
  warn: () => undefined,
  wrote: () => undefined,
  reads: () => undefined,
}

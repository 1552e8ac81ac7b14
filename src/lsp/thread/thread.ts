import { parentPort, workerData } from 'node:worker_threads'
import { Failure } from '../../project/failure.js'
import type { Host } from '../../project/host.js'
import { byAddress } from '../diagnostics/by-address.js'
import { Positions } from '../positions/positions.js'
import { uriOf } from '../positions/uris.js'
import { formatted } from '../text/formatting.js'
import { ProjectReader } from '../workspace/project-reader.js'
import { whereItStands } from '../workspace/snapshot.js'
import type { FindingsWanted, FormattingWanted, FromThread, ThreadData } from './messages.js'

/**
 * Works, in a thread of its own, on one configuration: a large one takes seconds, and whoever types is
 * answered meanwhile.
 */
export async function workInThread(): Promise<void> {
  parentPort?.postMessage(await answer(workerData as ThreadData))
}

async function answer(data: ThreadData): Promise<FromThread> {
  const reader = new ProjectReader(data.texts, SILENT)
  try {
    return data.kind === 'findings' ? await found(data, reader) : await edits(data, reader)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { kind: 'failed', message: error.message }
  }
}

async function found(
  { paths, client, addresses, docs }: FindingsWanted,
  reader: ProjectReader,
): Promise<FromThread> {
  const positions = new Positions(client.encoding)
  const project = await reader.read(paths)
  const { diagnostics } = await reader.findings(project.targets)
  const findings = [...diagnostics, ...project.dialectFindings]
  const uri = (its: string) => addresses.get(its) ?? uriOf(its)
  return {
    kind: 'found',
    findings: diagnostics,
    byUri: byAddress(findings, project.targets, { client, positions, uri }, docs),
  }
}

async function edits(
  { path, realPath, indent }: FormattingWanted,
  reader: ProjectReader,
): Promise<FromThread> {
  const { targets } = await reader.read([path])
  const done = await formatted(whereItStands(targets, realPath), indent)
  if (done.kind === 'refused') return done
  return {
    kind: 'edits',
    places: Int32Array.from(done.edits.flatMap(({ start, end }) => [start, end])),
    texts: done.edits.map(({ text }) => text),
  }
}

/** What was done or passed over is said where the configuration is read for everything else. */
const SILENT: Host = {
  note: () => undefined,
  warn: () => undefined,
  wrote: () => undefined,
  reads: () => undefined,
}

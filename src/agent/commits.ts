import { dirname } from 'node:path'
import type { Bus } from '../cluster/bus/bus.js'
import type { Subjects } from '../cluster/bus/subjects.js'
import { Participant } from '../cluster/commit/index.js'
import { JournalFiles } from '../cluster/journal/journal-files.js'
import { journalPlace } from '../cluster/journal/journal-place.js'
import type { Runner } from '../cluster/node/runner.js'
import type { Timing } from '../cluster/timing.js'
import { visible } from '../report/index.js'
import { NodeFilesConfiguration } from './node-configuration.js'
import type { NodeRuntime } from './runtime/node-runtime.js'

export interface NodeCommitsOptions {
  readonly bus: Bus
  readonly subjects: Subjects
  readonly timing: Timing
  /** The console of the program where that is another one: it has to follow the files. */
  readonly console: Runner | undefined
  /** Takes a line for the log; what is in it is harmless. */
  readonly log: (line: string) => void
}

/** How long the program may take to read its files again, or to say that it is there, in ms. */
const PATIENCE = 60_000

/**
 * Begins to take part in cluster commits, and first ends what an earlier run of the agent has left.
 * @returns undefined where the journal cannot be kept: then the node takes none, and says so
 */
export async function nodeCommits(
  runtime: NodeRuntime,
  { bus, subjects, timing, console, log }: NodeCommitsOptions,
): Promise<Participant | undefined> {
  const { name } = runtime.identity
  const configuration = new NodeFilesConfiguration({
    live: runtime.live,
    work: runtime.work,
    lint: () => runtime.lintOptions(),
    log,
    ...(console !== undefined && {
      reload: () => refusal(console, 'config reload'),
      health: () => refusal(console, 'version'),
    }),
  })
  runtime.guard((by) => configuration.veto(by))
  try {
    const folder = dirname(runtime.live.files.main.realPath)
    const disk = await JournalFiles.in(await journalPlace(folder, 'node', name))
    const say = (line: string) => log(visible(line))
    return await Participant.start({
      ...{ node: name, bus, subjects, timing, disk, configuration, say },
    })
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException
    log(
      visible(
        `takes part in no cluster commits: ${code === undefined ? message : `the journal cannot be kept: ${message}`}`,
      ),
    )
    return undefined
  }
}

/** Runs a command of the program. @returns what it said when it was not done */
async function refusal(console: Runner, text: string): Promise<string | undefined> {
  const said: Uint8Array[] = []
  const command = { id: '', text, isXml: false, issuer: 'cluster-commit', patience: PATIENCE }
  const take = (bytes: Uint8Array) => {
    said.push(bytes)
  }
  const status = await console.run(command, take, AbortSignal.timeout(PATIENCE))
  if (status === 'ok') return undefined
  const answer = new TextDecoder().decode(Buffer.concat(said)).trim()
  return `${text}: ${answer === '' ? status : answer.slice(0, 2000)}`
}

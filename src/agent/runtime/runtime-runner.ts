import type { SentCommand } from '../../cluster/messages/command.js'
import type { Runner, RunnerStatus } from '../../cluster/node/runner.js'
import { definedRoles } from '../../manager/access/authorization.js'
import { runLine, type SessionContext } from '../../manager/commands/index.js'
import { visible } from '../../report/index.js'
import { encodeUtf8 } from '../../syntax/utf8.js'
import type { NodeRuntime } from './node-runtime.js'

/** Carries commands out by our own console: each is a session of its own, with one line. */
export class RuntimeRunner implements Runner {
  readonly #runtime: NodeRuntime
  readonly #shutdown: () => void
  #sessions = 0

  /** @param shutdown is called when the node is to stop; the answer is not out yet */
  constructor(runtime: NodeRuntime, shutdown: () => void) {
    this.#runtime = runtime
    this.#shutdown = shutdown
  }

  async run(
    { text, isXml, issuer }: SentCommand,
    take: (bytes: Uint8Array) => void,
    signal: AbortSignal,
  ): Promise<RunnerStatus> {
    const output = {
      write: (part: string) => {
        // Ends a command in the middle of its answer.
        signal.throwIfAborted()
        take(encodeUtf8(part))
      },
    }
    const status = await runLine(text, this.#context(issuer, signal), output, isXml)
    return status === 0 ? 'ok' : 'failed'
  }

  #context(issuer: string, ended: AbortSignal): SessionContext {
    const { live, program } = this.#runtime
    this.#sessions++
    return {
      session: this.#sessions,
      user: visible(issuer),
      issuer,
      ended,
      // What a node answers leaves the machine: secrets are masked, as over TCP.
      where: 'tcp',
      live,
      get cluster(): never {
        throw new Error('a command of a node has asked for what only managers have')
      },
      program,
      roles: { own: async () => [], all: async () => definedRoles(live.current) },
      upkeep: NO_UPKEEP,
      transaction: undefined,
      line: 0,
      // The node has asked its allow-list already.
      authorize: () => true,
      maySee: async () => true,
      quit: () => undefined,
      shutdown: this.#shutdown,
    }
  }
}

/** The agent keeps no logs, sources and threads for its console: those commands are the manager's. */
const NO_UPKEEP: SessionContext['upkeep'] = {
  reopenLogs: async () => [],
  lastReports: () => [],
  sourceCounts: () => [],
  flushSource: () => undefined,
  threadCounts: () => ({ jobs: 0, time: 0, threads: 0 }),
}

import { join } from 'node:path'
import { InProcessBus } from '../../src/cluster/bus/in-process-bus.js'
import { ManagerEnd } from '../../src/cluster/manager-end/index.js'
import { SYSTEM_TIMING } from '../../src/cluster/system-timing.js'
import {
  type Program,
  runLine,
  type SessionContext,
  TextOutput,
  type Upkeep,
} from '../../src/manager/commands/index.js'
import {
  type Clock,
  Live,
  type LiveOptions,
  type Work,
  WorkHere,
} from '../../src/manager/live/index.js'
import { type Machine, nodeEnvironment } from '../../src/node/index.js'
import { cluster } from '../cli/cluster.js'

const PROGRAM: Program = {
  version: '0.1.0',
  host: 'mgr1',
  pid: 4711,
  clusterGroup: 'ec_cluster',
  controlGroup: 'ec_console',
  system: 'Linux 6.1.0 (x64)',
  runtime: 'Node.js 20.19.0',
}

/** Nothing has been logged, asked and done yet. */
const UPKEEP: Upkeep = {
  reopenLogs: async () => [],
  lastReports: () => [],
  sourceCounts: () => [],
  flushSource: () => undefined,
  threadCounts: () => ({ jobs: 0, time: 0, threads: 0 }),
}

interface ManagerOptions extends LiveOptions {
  readonly machine?: Machine | undefined
  /** Stands between the running configuration and what is asked of the files. */
  readonly between?: (work: Work) => Partial<Work>
}

/** A running configuration without sockets, and sessions on it. */
export class Manager {
  #sessions = 0

  private constructor(
    readonly live: Live,
    readonly root: string,
  ) {}

  /**
   * @param root of a file system that has the files
   * @param main in it
   */
  static async start(
    root: string,
    main: string,
    { machine, between, ...options }: ManagerOptions = {},
  ): Promise<Manager> {
    const work = new WorkHere({
      main: join(root, main),
      load: { environment: nodeEnvironment(), sysroot: root },
      machine,
    })
    const { configuration, refused } = await work.load()
    const changed: Partial<Record<keyof Work, CallableFunction>> = between?.(work) ?? {}
    if (configuration === undefined) throw new Error(refused.join('\n'))
    const asked = new Proxy<Work>(work, {
      get: (_, name: keyof Work) => changed[name]?.bind(changed) ?? work[name].bind(work),
    })
    return new Manager(new Live(configuration, asked, options), root)
  }

  /** On a copy of the files of the corpus. */
  static onCluster(options: ManagerOptions = {}) {
    const files = cluster()
    return Manager.start(files.root, files.main.slice(files.root.length), options)
  }

  session(more: Partial<SessionContext> = {}): Session {
    this.#sessions++
    const { clusterGroup, host, version } = PROGRAM
    return new Session({
      session: this.#sessions,
      user: 'root',
      where: 'unix',
      issuer: 'root through /tmp/2025',
      ended: new AbortController().signal,
      live: this.live,
      cluster: new ManagerEnd({
        ...{ clusterGroup, host, version, epoch: 1 },
        bus: new InProcessBus().connect(),
        busName: undefined,
        timing: SYSTEM_TIMING,
        load: { environment: nodeEnvironment(), sysroot: this.root },
        say: () => undefined,
      }),
      program: PROGRAM,
      upkeep: { ...UPKEEP },
      roles: { own: async () => ['admin'], all: async () => ['admin', 'users'] },
      transaction: undefined,
      line: 0,
      authorize: () => true,
      maySee: async () => true,
      quit: () => undefined,
      shutdown: () => undefined,
      ...more,
    })
  }
}

/** One console session, driven line by line. */
export class Session {
  constructor(readonly context: SessionContext) {}

  /** What a line prints, which has to succeed. */
  async ok(line: string): Promise<string> {
    const { text, status } = await this.run(line)
    if (status !== 0) throw new Error(`${line}: ${text}`)
    return text
  }

  /** What a line prints, which has to fail. */
  async fails(line: string): Promise<string> {
    const { text, status } = await this.run(line)
    if (status !== 1) throw new Error(`${line} did not fail: ${text}`)
    return text
  }

  async run(line: string) {
    const answer = new TextOutput()
    let isUnpaged = false
    const output = {
      write: (text: string) => answer.write(text),
      unpaged: () => {
        isUnpaged = true
      },
    }
    const status = await runLine(line, this.context, output)
    return { status, text: answer.text, isUnpaged }
  }
}

/** A clock that stands until it is set forward. */
export class TestClock implements Clock {
  #now = Date.UTC(2026, 0, 1, 12)
  #timers: { readonly at: number; readonly action: () => void }[] = []

  now(): Date {
    return new Date(this.#now)
  }

  after(milliseconds: number, action: () => void): () => void {
    const timer = { at: this.#now + milliseconds, action }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer)
    }
  }

  forward(milliseconds: number): void {
    this.#now += milliseconds
    const due = this.#timers.filter(({ at }) => at <= this.#now)
    this.#timers = this.#timers.filter(({ at }) => at > this.#now)
    for (const { action } of due) action()
  }
}

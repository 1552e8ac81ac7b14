import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { Manager, type ManagerOptions } from '../../src/manager/process/manager.js'
import { nodeEnvironment } from '../../src/node/index.js'
import {
  ConsoleConnection,
  type Credentials,
  endedText,
  parseTarget,
} from '../../src/terminal/index.js'
import { scratch } from './scratch.js'

const HOST = {
  note: () => undefined,
  warn: () => undefined,
  wrote: () => undefined,
  reads: () => undefined,
}

/** The user of this process, so that nothing is dropped that the other tests need. */
const SECURITY = `Security { User = "${userInfo().username}" Group = "root" }\n`

const running: Manager[] = []

/** A manager of this process on files of its own, with real sockets, and what it wrote. */
export class RunningManager {
  readonly said: string[] = []

  private constructor(
    readonly root: string,
    readonly main: string,
  ) {}

  #manager: Manager | undefined

  /** @param text of the main file, behind a `Security` that fits */
  static async start(
    text: string,
    options: Partial<ManagerOptions> = {},
    files: Readonly<Record<string, string>> = {},
  ): Promise<RunningManager> {
    const root = scratch()
    for (const folder of ['tmp', 'log', 'etc']) mkdirSync(join(root, folder))
    const main = join(root, 'etc/eccluster.conf')
    writeFileSync(main, SECURITY + text)
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), content)
    }
    const its = new RunningManager(root, main)
    its.#manager = await Manager.start({
      main,
      load: { environment: nodeEnvironment(), sysroot: root, role: 'manager' },
      host: HOST,
      version: '0.1.0',
      standardError: (line) => its.said.push(line),
      isForeground: true,
      socketPlace: (path) => join(root, path),
      ...options,
    })
    running.push(its.#manager)
    return its
  }

  get manager(): Manager {
    if (this.#manager === undefined) throw new Error('it does not run')
    return this.#manager
  }

  /** What a log holds when all that was asked for is in it. */
  async log(name: string): Promise<string> {
    await this.manager.flush()
    return readFileSync(join(this.root, 'log', name), 'utf8')
  }

  /** Where its Unix sockets are on this machine. */
  socket(path = '/tmp/2025'): string {
    return join(this.root, path)
  }

  /** The address of the listener whose name ends so: `127.0.0.1:41234`. */
  tcp(index = 0): string {
    const endpoint = this.manager.endpoints.filter((each) => !each.startsWith('/'))[index]
    if (endpoint === undefined) throw new Error(`no such listener: ${this.manager.endpoints}`)
    return endpoint
  }

  connect(address = this.socket(), credentials?: Credentials): Promise<Client> {
    return Client.connect(address, credentials)
  }

  stop(): Promise<void> {
    return this.manager.stop('the test')
  }
}

/** Stops all that this file has started. */
export async function stopAll(): Promise<void> {
  await Promise.all(running.map((manager) => manager.stop('the end of the test')))
}

/** A console session of a test. */
export class Client {
  private constructor(
    readonly connection: ConsoleConnection,
    readonly address: string,
    readonly notices: string[],
  ) {}

  /** @throws ConnectionFailed */
  static async connect(address: string, credentials?: Credentials): Promise<Client> {
    const target = parseTarget(address)
    if (target.kind === 'problem') throw new Error(target.text)
    const notices: string[] = []
    let asked = 0
    const connection = await ConsoleConnection.open({
      target,
      address,
      release: '0.1.0',
      ask: async () => {
        if (credentials === undefined || asked++ > 0) throw new Error('asked for a password')
        return credentials
      },
      onNotice: (text) => notices.push(text),
    })
    return new Client(connection, address, notices)
  }

  /** The answer of a command, and how it ended. */
  async run(text: string): Promise<{ readonly text: string; readonly status: string | undefined }> {
    let answer = ''
    const write = (part: string) => {
      answer += part
    }
    const end = await this.connection.run(text, { write })
    return { text: answer, status: typeof end === 'object' ? end.status : end }
  }

  /** The answer of a command, which has to succeed. */
  async ok(text: string): Promise<string> {
    const answer = await this.run(text)
    if (answer.status !== 'ok') throw new Error(`${text}: ${answer.status} ${answer.text}`)
    return answer.text
  }

  /** Why the connection has ended. */
  async end(): Promise<string> {
    return endedText(await this.connection.untilEnded(), this.address)
  }
}

/** Waits until something is so; the driver's time-out ends what never comes. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5))
}

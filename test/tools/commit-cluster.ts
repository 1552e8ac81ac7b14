import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Agent } from '../../src/agent/agent.js'
import { InProcessBus } from '../../src/cluster/bus/in-process-bus.js'
import { WorkHere } from '../../src/manager/live/index.js'
import { nodeEnvironment } from '../../src/node/index.js'
import { HOST } from '../agent/agent-on-bus.js'
import { type Client, RunningManager, until } from './running-manager.js'
import { scratch } from './scratch.js'

export const MBUS_FILE = 'opt/msys/ecelerity/etc/mbus.conf'

/** Where the main file of a node is, below its sysroot. */
const NODE_MAIN = 'etc/ecelerity.conf'

const LISTENER = 'Control_Listener { Listen "/tmp/2025" {} }\n'

/** What the main file of a node says. */
export function nodeText(name: string): string {
  return `\
Message_Expiration = 3600
Binding "b1" { Bind_Address = "10.0.0.1" }
cluster { nodename = "${name}" }
`
}

const COPY = 'opt/msys/ecelerity/etc/conf'

/** The manager's copy of the files of nodes, by their paths below its sysroot. */
export function copiedFiles(names: readonly string[], more = ''): Record<string, string> {
  const main = `\
Message_Expiration = 3600
Binding "b1" { Bind_Address = "10.0.0.1" }
${more}include "node-local.conf"
`
  return {
    [`${COPY}/default/ecelerity.conf`]: main,
    ...Object.fromEntries(
      names.map((name) => [
        `${COPY}/${name}/node-local.conf`,
        `cluster { nodename = "${name}" }\n`,
      ]),
    ),
  }
}

/** A mbus.conf that expects nodes, all in one subcluster. */
export function mbusText(names: readonly string[]): string {
  const nodes = names.map((name, index) => `  ${name} 10.79.24.${100 + index}\n`)
  return `# Subcluster: east = mgr1\nSpread_Segment 10.79.24.255:4803 {\n${nodes.join('')}}\n`
}

/** A node of this process: its agent, and its files in a folder of their own. */
export class CommitNode {
  readonly said: string[] = []
  readonly root = scratch()
  readonly main = join(this.root, NODE_MAIN)
  #agent: Agent | undefined

  constructor(
    readonly bus: InProcessBus,
    readonly name: string,
    text = nodeText(name),
  ) {
    mkdirSync(join(this.root, 'etc'))
    writeFileSync(this.main, text)
  }

  async start(): Promise<void> {
    const { main, bus } = this
    const load = { environment: nodeEnvironment(), sysroot: this.root, subcluster: 'east' }
    this.#agent = await Agent.start({
      ...{ main, load, host: HOST, version: '0.1.0' },
      busOf: () => ({ bus: bus.connect(), presenceEvery: 1000 }),
      say: (line) => this.said.push(line),
      workOf: (files) => new WorkHere({ main, load, loaded: { files } }),
    })
  }

  async stop(): Promise<void> {
    await this.#agent?.stop('the test')
    this.#agent = undefined
  }

  get text(): string {
    return readFileSync(this.main, 'utf8')
  }
}

/** A manager and agents, all of this process, on one bus. */
export class CommitCluster {
  static readonly #all: CommitCluster[] = []

  private constructor(
    readonly manager: RunningManager,
    readonly nodes: ReadonlyMap<string, CommitNode>,
    /** A session over which nothing has been done yet. */
    readonly console: Client,
  ) {
    CommitCluster.#all.push(this)
  }

  static async start({
    names = ['mta1', 'mta2'] as readonly string[],
    texts = {} as Readonly<Record<string, string>>,
    /** The nodes that are expected and have not come. */
    absent = [] as readonly string[],
    /** The texts of the manager's files, by their paths below its sysroot. */
    files = {} as Readonly<Record<string, string>>,
    /** Where the log of the manager is. */
    logger = undefined as string | undefined,
  } = {}): Promise<CommitCluster> {
    const bus = new InProcessBus()
    const nodes = new Map(names.map((name) => [name, new CommitNode(bus, name, texts[name])]))
    const manager = await RunningManager.start(
      LISTENER + (logger === undefined ? '' : `ec_logger "ec_logger" { paniclog = "${logger}" }\n`),
      { bus: { bus: bus.connect(), name: 'nats://127.0.0.1:4222' } },
      { [MBUS_FILE]: mbusText(names), ...files },
    )
    const cluster = new CommitCluster(manager, nodes, await manager.connect())
    const present = names.filter((name) => !absent.includes(name))
    for (const name of present) await cluster.node(name).start()
    await cluster.untilPresent(present)
    return cluster
  }

  static async stopAll(): Promise<void> {
    for (const { nodes } of CommitCluster.#all) {
      for (const node of nodes.values()) await node.stop()
    }
  }

  node(name: string): CommitNode {
    const node = this.nodes.get(name)
    if (node === undefined) throw new Error(`no such node: ${name}`)
    return node
  }

  async untilPresent(names: readonly string[]): Promise<void> {
    const { membership } = this.manager.manager.cluster
    await until(() => names.every((name) => membership.present.some((each) => each.name === name)))
  }

  connect(): Promise<Client> {
    return this.manager.connect()
  }

  /** Begins a transaction with lines, over a session of its own. */
  async transaction(...lines: readonly string[]): Promise<Client> {
    const client = await this.connect()
    await client.ok('config begin')
    for (const line of lines) await client.ok(line)
    return client
  }
}

/** A `cluster-commit` whose answer comes line by line. */
export class Committing {
  text = ''
  readonly ended: Promise<string | undefined>

  constructor(
    readonly client: Client,
    operands = '',
  ) {
    const write = (part: string) => {
      this.text += part
    }
    const running = client.connection.run(`cluster-commit ${operands}`.trim(), { write })
    this.ended = running.then((end) => (typeof end === 'object' ? end.status : end))
  }

  /** Waits until all nodes run it. @returns its id */
  async provisional(): Promise<string> {
    let isOver = false
    void this.ended.then(() => {
      isOver = true
    })
    await until(() => isOver || this.text.includes('All nodes run it'))
    const [, txid] = /"cluster-commit confirm (\w+)"/.exec(this.text) ?? []
    if (txid === undefined) throw new Error(this.text)
    return txid
  }

  /** The answer, in which ids, times and the nodes of numbered lines, whose order is open, have one name. */
  get plain(): string {
    return plain(this.text).replaceAll(/^\S+(: .* \(\d+ of \d+\))$/gm, 'NODE$1')
  }
}

/** A text with one name for all ids, digests and times. */
export function plain(text: string): string {
  return times(text)
    .replaceAll(/\b[0-9a-f]{64}\b/g, 'DIGEST')
    .replaceAll(/\b[0-9a-f]{32}\b/g, 'TXID')
}

/** A text with one name for all times. */
export function times(text: string): string {
  return text
    .replaceAll(/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replaceAll(/\b\d\d:\d\d:\d\d\b/g, 'TIME')
}

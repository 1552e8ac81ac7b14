import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  Committing,
  copiedFiles,
  MBUS_FILE,
  mbusText,
  nodeText,
} from '../../tools/commit-cluster.js'
import { type Installation, ManagerProcess } from '../../tools/manager-process.js'
import { NatsServer, withNats } from '../../tools/nats-server.js'
import { builtProgram, ecconf } from '../../tools/program.js'
import { Client, until } from '../../tools/running-manager.js'
import { scratch } from '../../tools/scratch.js'

const test = suite('cluster commits between processes of which some are killed')
const onNats = withNats(test)

const CHANGE = 'config set Message_Expiration 7200'
const NAMES = ['mta1', 'mta2']

/** What `ecconf drift` says when there is none. */
const SAME = '0: 2 of 2 nodes run what the files say.\n'

/** The agents that run: none is left behind. */
const children = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/** An agent in a process of its own, and its files. */
class AgentProcess {
  readonly root = scratch()
  readonly main = join(this.root, 'etc/ecelerity.conf')
  #child: ChildProcess | undefined

  constructor(
    readonly name: string,
    url: string,
  ) {
    mkdirSync(join(this.root, 'etc'))
    writeFileSync(this.main, `${nodeText(name)}Bus { url = ( "${url}" ) }\n`)
  }

  /** @param more words behind the usual ones */
  start(more: readonly string[] = []): void {
    const words = [builtProgram(), 'agent', '-c', this.main, '--sysroot', this.root, ...more]
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] })
    this.#child = child
    children.add(child)
    child.once('exit', () => children.delete(child))
  }

  async kill(): Promise<void> {
    const child = this.#child
    if (child === undefined || child.exitCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
  }

  /** What its files say of the option that the commits here change. */
  get value(): string | undefined {
    return /^Message_Expiration = (\d+)$/m.exec(readFileSync(this.main, 'utf8'))?.[1]
  }
}

/** A bus, a manager and two agents. */
class Processes {
  private constructor(
    readonly nats: NatsServer,
    readonly installed: Installation,
    readonly agents: readonly AgentProcess[],
    public manager: ManagerProcess,
  ) {}

  static async run(use: (processes: Processes) => Promise<void>): Promise<void> {
    const nats = await NatsServer.start()
    const root = scratch()
    for (const folder of ['tmp', 'etc', 'var/run', 'opt/msys/ecelerity/etc']) {
      mkdirSync(join(root, folder), { recursive: true })
    }
    const installed = {
      root,
      main: join(root, 'etc/eccluster.conf'),
      socket: join(root, 'tmp/2025'),
    }
    writeFileSync(
      installed.main,
      `Control_Listener { Listen "${installed.socket}" { } }\nBus { url = ( "${nats.url()}" ) }\n`,
    )
    const copied = copiedFiles(NAMES, `Bus { url = ( "${nats.url()}" ) }\n`)
    for (const [path, text] of Object.entries({ ...copied, [MBUS_FILE]: mbusText(NAMES) })) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    const agents = NAMES.map((name) => new AgentProcess(name, nats.url()))
    const manager = await ManagerProcess.start(installed)
    const processes = new Processes(nats, installed, agents, manager)
    try {
      for (const agent of agents) agent.start()
      await processes.untilAllThere()
      await use(processes)
    } finally {
      for (const agent of agents) await agent.kill()
      await processes.manager.end()
      await nats.stop()
    }
  }

  connect(): Promise<Client> {
    return Client.connect(this.installed.socket)
  }

  /** Waits until the manager sees both agents. */
  async untilAllThere(): Promise<void> {
    const client = await this.connect()
    await until(async () => {
      const shown = await client.ok('show cluster membership')
      return !/not there/.test(shown) && NAMES.every((name) => shown.includes(name))
    })
    client.connection.close()
  }

  /** Begins a commit of `CHANGE`, and waits until both run it. */
  async provisional(): Promise<{ readonly commit: Committing; readonly txid: string }> {
    const client = await this.connect()
    await client.ok('config begin')
    await client.ok(CHANGE)
    const commit = new Committing(client)
    return { commit, txid: await commit.provisional() }
  }

  async untilShown(txid: string, text: string): Promise<void> {
    const client = await this.connect()
    await until(async () => (await client.run(`show cluster commit ${txid}`)).text.includes(text))
    client.connection.close()
  }

  get values(): readonly (string | undefined)[] {
    return this.agents.map(({ value }) => value)
  }

  /** Waits until the manager's copy of the nodes' files has a value, and asks which nodes differ from it. */
  async drift(value: string): Promise<string> {
    const { root, main } = this.installed
    const copy = join(root, 'opt/msys/ecelerity/etc/conf/default/ecelerity.conf')
    await until(() => readFileSync(copy, 'utf8').includes(`Message_Expiration = ${value}\n`))
    const { status, stdout, stderr } = ecconf(['drift', '-c', main, '--sysroot', root])
    return `${status}: ${stdout}${stderr}`
  }

  async restartManager(): Promise<void> {
    await this.manager.end('SIGKILL')
    this.manager = await ManagerProcess.start(this.installed)
    await this.untilAllThere()
  }
}

onNats(
  'an agent that is killed while a commit waits, and started again, is confirmed with the others',
  () =>
    Processes.run(async (processes) => {
      const { commit, txid } = await processes.provisional()
      const [agent] = processes.agents
      await agent?.kill()
      agent?.start()
      await processes.untilShown(txid, '  mta1: provisional\n')
      const fresh = await processes.connect()
      assert.is(
        await fresh.ok(`cluster-commit confirm ${txid}`),
        'The commit is confirmed on 2 nodes.\n',
      )
      assert.is(await commit.ended, 'ok')
      assert.equal(processes.values, ['7200', '7200'])
      assert.is(await processes.drift('7200'), SAME)
    }),
)

onNats(
  'a manager that is killed before the confirmation takes the commit back when it is there again',
  () =>
    Processes.run(async (processes) => {
      const { txid } = await processes.provisional()
      assert.equal(processes.values, ['7200', '7200'])
      await processes.restartManager()
      await processes.untilShown(
        txid,
        'State: cancelled\nReason: The manager was stopped before it was decided\n',
      )
      await processes.untilShown(txid, '  mta1: rolled-back')
      await processes.untilShown(txid, '  mta2: rolled-back')
      assert.equal(processes.values, ['3600', '3600'])
      const next = await processes.provisional()
      const fresh = await processes.connect()
      await fresh.ok(`cluster-commit confirm ${next.txid}`)
      assert.equal(processes.values, ['7200', '7200'])
    }),
)

onNats('a manager that is killed behind the confirmation finishes it when it is there again', () =>
  Processes.run(async (processes) => {
    const { txid } = await processes.provisional()
    const [, absent] = processes.agents
    const fresh = await processes.connect()
    const confirming = fresh.run(`cluster-commit confirm ${txid}`).catch(() => undefined)
    await until(() => fresh.notices.some((notice) => notice.endsWith('is confirmed.')))
    await absent?.kill()
    await processes.manager.end('SIGKILL')
    await confirming
    absent?.start()
    processes.manager = await ManagerProcess.start(processes.installed)
    await processes.untilAllThere()
    await processes.untilShown(txid, '  mta1: confirmed\n  mta2: confirmed\n')
    assert.equal(processes.values, ['7200', '7200'])
    assert.is(await processes.drift('7200'), SAME)
  }),
)

onNats('a node of an older version refuses what that version does not know, for all', () =>
  Processes.run(async (processes) => {
    const [, older] = processes.agents
    await older?.kill()
    older?.start(['--target', '3.0.15'])
    await processes.untilAllThere()
    const client = await processes.connect()
    await client.ok('config begin')
    await client.ok('config set Cluster_Scope_Max_Outbound_Connections 20')
    const { status, text } = await client.run('cluster-commit confirmed 1')
    assert.is(status, 'failed')
    const why =
      `${older?.main}:2:1: Option "Cluster_Scope_Max_Outbound_Connections" is not in 3.0.15: ` +
      'it came with 3.0.16. Take it out until the upgrade.  version/not-yet'
    assert.match(text, `mta2: not prepared: ${why}\n`)
    assert.match(text, `The commit is cancelled on all nodes: mta2: ${why}\n`)
    for (const { main } of processes.agents) {
      assert.not.match(readFileSync(main, 'utf8'), 'Cluster_Scope')
    }
  }),
)

test.run()

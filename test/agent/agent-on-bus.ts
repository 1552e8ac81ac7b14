import { join } from 'node:path'
import { Agent, type AgentOptions } from '../../src/agent/agent.js'
import { InProcessBus } from '../../src/cluster/bus/in-process-bus.js'
import type { LoadOptions } from '../../src/config/index.js'
import { WorkHere } from '../../src/manager/live/index.js'
import { nodeEnvironment } from '../../src/node/index.js'
import { ManagerByHand } from '../cluster/node/manager-by-hand.js'
import { until } from '../tools/running-manager.js'
import { scratch } from '../tools/scratch.js'

export const NODE_MAIN = 'opt/msys/ecelerity/etc/conf/default/ecelerity.conf'

export const HOST = {
  note: () => undefined,
  warn: () => undefined,
  wrote: () => undefined,
  reads: () => undefined,
}

/** An agent of this process on files of its own, and a manager by hand. */
export class AgentOnBus {
  readonly said: string[] = []
  readonly manager: ManagerByHand
  #agent: Agent | undefined

  private constructor(
    readonly root: string,
    readonly bus: InProcessBus,
  ) {
    this.manager = new ManagerByHand(bus.connect())
  }

  static async start(
    options: Partial<AgentOptions> & { readonly loading?: Partial<LoadOptions> } = {},
    { bus = new InProcessBus(), root = scratch('corpus/node') } = {},
  ): Promise<AgentOnBus> {
    const its = new AgentOnBus(root, bus)
    const { loading, ...more } = options
    const main = join(root, NODE_MAIN)
    const load = { environment: nodeEnvironment(), sysroot: root, ...loading }
    its.#agent = await Agent.start({
      main,
      load,
      host: HOST,
      version: '0.1.0',
      busOf: () => ({ bus: bus.connect(), presenceEvery: 3000 }),
      say: (line) => its.said.push(line),
      workOf: (files) => new WorkHere({ main, load, loaded: { files } }),
      ...more,
    })
    await until(() => its.said.some((line) => line.endsWith(': connected to the bus')))
    return its
  }

  get agent(): Agent {
    if (this.#agent === undefined) throw new Error('it does not run')
    return this.#agent
  }

  /** What a command is answered: `ok: TEXT`. */
  async ask(text: string, isXml = false): Promise<string> {
    const id = this.manager.send(text, { isXml })
    await until(() => this.manager.answers(id).length > 0)
    const [answer = ''] = this.manager.answers(id)
    const [, status, said] = /^(\S+) \d+ ([\s\S]*)$/.exec(answer) ?? []
    return `${status}: ${said}`
  }
}

import { InProcessBus } from '../src/cluster/bus/in-process-bus.js'
import { Subjects } from '../src/cluster/bus/subjects.js'
import { ManagerEnd } from '../src/cluster/manager-end/index.js'
import { encodeAnswerPart } from '../src/cluster/messages/answer.js'
import { decodeCommand } from '../src/cluster/messages/command.js'
import { encodePresence, isRollCall } from '../src/cluster/messages/presence.js'
import { SYSTEM_TIMING } from '../src/cluster/system-timing.js'
import { runLine, type SessionContext } from '../src/manager/commands/index.js'
import { nodeEnvironment } from '../src/node/index.js'
import type { NodesMeasures, NodesTask } from './tasks.js'

const GROUP = 'ec_cluster'

/** Measures a manager of many nodes, which are nothing but messages on a bus of this process. */
export async function measureNodes({ nodes }: NodesTask): Promise<NodesMeasures> {
  const bus = new InProcessBus()
  simulate(nodes, bus)
  const cluster = new ManagerEnd({
    ...{ clusterGroup: GROUP, host: 'mgr1', version: '0.1.0', epoch: 1, busName: 'bus' },
    bus: bus.connect(),
    timing: SYSTEM_TIMING,
    load: { environment: nodeEnvironment(), sysroot: '/nonexistent' },
    say: () => undefined,
  })
  const { membership, broadcasts } = cluster
  // The nodes say once that they are there.
  membership.nodeTimeout = 3_600_000
  const begun = performance.now()
  cluster.start()
  while (membership.present.length < nodes) await turn()
  const rollCall = performance.now() - begun
  const context = {
    ...{ cluster, issuer: 'bench', line: 0, authorize: () => true, program: { version: '0.1.0' } },
    ended: new AbortController().signal,
  } as unknown as SessionContext
  const measured = async (line: string) => {
    const start = performance.now()
    let length = 0
    const write = (text: string) => {
      length += text.length
    }
    const status = await runLine(line, context, { write })
    if (status !== 0 || length < nodes) throw new Error(`${line}: ${status}, ${length} characters`)
    return performance.now() - start
  }
  const sent = performance.now()
  await runLine('broadcast version', context, { write: () => undefined })
  const { cache } = broadcasts
  while (cache.broadcasts.at(-1)?.counts.answered !== nodes) await turn()
  const answers = performance.now() - sent
  return {
    rollCall,
    answers,
    membership: await measured('show cluster membership'),
    retrieve: await measured('retrieve version'),
    grouped: await measured('broadcast --wait 60s version'),
    // In kilobytes.
    peak: process.resourceUsage().maxRSS / 1000,
  }
}

/** Has nodes say that they are there when they are asked, and answer each command. */
function simulate(count: number, bus: InProcessBus): void {
  const connection = bus.connect()
  const subjects = new Subjects(GROUP)
  const names = Array.from({ length: count }, (_, index) => `mta${index}.example.net`)
  const ofManager = subjects.ofManager('*')
  connection.subscribe(ofManager.presence, ({ payload }) => {
    if (!isRollCall(payload)) return
    for (const name of names) connection.publish(subjects.ofNode(name).presence, presence(name))
  })
  connection.subscribe(ofManager.all, ({ subject, payload }) => {
    const command = decodeCommand(payload)
    if (command === undefined) return
    const manager = subjects.senderOf(subject)
    for (const [index, name] of names.entries()) {
      // One of ten versions, so that there is something to group.
      const bytes = new TextEncoder().encode(`# ecelerity version: 3.0.${index % 10}\n`.repeat(4))
      const end = { status: 'ok', length: bytes.length } as const
      connection.publish(
        subjects.ofNode(name).answer(manager),
        encodeAnswerPart({ id: command.id, run: name, part: 0, end, bytes }),
      )
    }
  })
}

function presence(name: string): Uint8Array {
  return encodePresence({
    ...{ name, subcluster: 'default', type: 'Momentum', version: '3.0.10.30663 r(30669)' },
    address: '10.79.0.20:4802',
    groups: ['ec_console', 'ec_sc_default', GROUP],
    privateName: `#ec0-4711#${name}`,
    run: name,
    isLeaving: false,
  })
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

import { endAll } from './random-schedule.js'
import { HOUR, MINUTE, type Order, type SimulatedNode, type Violation, World } from './world.js'

/** A fault of the design of cluster commits, and what must come of it. */
export interface Fault {
  readonly name: string
  /** Runs it once. @returns what was not as promised; nothing when all was */
  readonly run: (seed: number) => Promise<readonly Violation[]>
}

/** How a commit ends when nothing else happens. */
type Ending = 'confirm' | 'cancel' | 'time out'

interface Play {
  readonly nodes?: number
  readonly managers?: number
  readonly ending?: Ending
  /** Before the commit is begun. */
  readonly before?: (world: World) => void | Promise<void>
  /** While the nodes run the candidate, before the ending. */
  readonly provisional?: (world: World, order: Order) => void | Promise<void>
  /** While the ending goes on. */
  readonly ended?: (world: World, order: Order) => void | Promise<void>
  /** What must be true at the end, beside what must always be true. */
  readonly expect?: (world: World, order: Order) => readonly Violation[]
}

async function play(
  seed: number,
  { ending = 'confirm', ...how }: Play,
): Promise<readonly Violation[]> {
  const world = await World.start(seed, how.nodes ?? 4, how.managers ?? 1)
  await how.before?.(world)
  const order = world.manager.begin()
  await world.manager.untilProvisional(order)
  await how.provisional?.(world, order)
  if (ending === 'confirm') void world.manager.coordinator?.confirm(order.txid)
  if (ending === 'cancel') void world.manager.coordinator?.cancel(order.txid, 'Cancelled by joe')
  await how.ended?.(world, order)
  await world.time.run(ending === 'time out' ? 20 * MINUTE : MINUTE)
  await world.heal()
  await endAll(world)
  return [...world.violations(), ...(how.expect?.(world, order) ?? [])]
}

/** A record of a node's journal, and the commit in which it is written. */
const NODE_RECORDS: readonly (readonly [string, Ending, Play?])[] = [
  ['prepared', 'confirm'],
  ['applying', 'confirm'],
  ['provisional', 'confirm'],
  ['extended', 'confirm'],
  ['confirmed', 'confirm'],
  ['rolling-back', 'cancel'],
  ['rolled-back', 'cancel'],
  ['aborted', 'cancel', { before: (world) => fail(world.anyNode()) }],
  ['diverged', 'time out', { provisional: (world) => world.manager.cut() }],
  ['applying-again', 'confirm', { ended: missTheConfirmation }],
]

const MANAGER_RECORDS = ['begun', 'voted', 'confirmed', 'over', 'cancelled'] as const

function killedAtRecord(
  state: string,
  when: 'before' | 'after',
  ending: Ending,
  how: Play = {},
): Fault {
  return {
    name: `a node killed ${when} its record "${state}"`,
    run: async (seed) => {
      let isHit = false
      const violations = await play(seed, {
        ...how,
        ending,
        before: async (world) => {
          await how.before?.(world)
          for (const node of world.nodes) {
            node.disk.killer = (step, at) => {
              if (step.kind !== 'append' || step.state !== state || at !== when || isHit)
                return false
              isHit = true
              if (world.random.chance(0.3)) node.reboot()
              node.startAfter(world.random.pick([100, 10_000, 5 * MINUTE]))
              return true
            }
          }
        },
      })
      return isHit ? violations : [...violations, 'the record was never written']
    },
  }
}

function managerKilled(state: string, when: 'before' | 'after', isReplaced: boolean): Fault {
  const then = isReplaced ? 'and another one takes over' : 'and started again'
  return {
    name: `the manager killed ${when} its record "${state}" ${then}`,
    run: (seed) => {
      let isHit = false
      return play(seed, {
        managers: isReplaced ? 2 : 1,
        ending: state === 'cancelled' ? 'cancel' : 'confirm',
        before: ({ manager, random }) => {
          manager.disk.killer = (step, at) => {
            if (step.kind !== 'append' || step.state !== state || at !== when || isHit) return false
            isHit = true
            manager.isGone = isReplaced
            if (!isReplaced) manager.startAfter(random.pick([100, 10_000, 5 * MINUTE]))
            return true
          }
        },
        ended: async (world, { txid }) => {
          if (!isReplaced) return
          await world.time.run(world.random.pick([1000, 30_000, 15 * MINUTE]))
          void world.managers[1]?.coordinator?.resolve(txid)
          await world.time.run(MINUTE)
        },
        expect: () => (isHit ? [] : ['the record was never written']),
      })
    },
  }
}

/** A node is cut off when the others are confirmed, and learns it after it has rolled back. */
async function missTheConfirmation(world: World): Promise<void> {
  const node = world.anyNode()
  world.manager.disk.killer = (step, at) => {
    if (step.kind === 'append' && step.state === 'confirmed' && at === 'after') node.cut()
    return false
  }
  await world.time.run(15 * MINUTE)
  node.mend()
  await world.time.run(5 * MINUTE)
}

function fail({ files }: SimulatedNode): void {
  files.ill = 'the program does not answer'
}

/** Cuts a node, or the manager, when something is on the disk of the manager or of a node. */
function cutDuring(name: string, state: string, ofNode: boolean): Fault {
  return {
    name: `the network cut during ${name}`,
    run: (seed) =>
      play(seed, {
        before: (world) => {
          const { manager, random } = world
          const cut: { cut(): void; mend(): void } = random.chance(0.5) ? manager : world.anyNode()
          let isCut = false
          const disks = ofNode ? world.nodes.map(({ disk }) => disk) : [manager.disk]
          for (const disk of disks) {
            disk.killer = (step, when) => {
              if (isCut || step.state !== state || when !== 'after') return false
              isCut = true
              cut.cut()
              world.time.after(random.pick([5000, MINUTE, 20 * MINUTE]), () => cut.mend())
              return false
            }
          }
        },
        ended: (world) => world.time.run(30 * MINUTE),
      }),
  }
}

function stateOf(world: World, order: Order, states: readonly string[]): readonly Violation[] {
  return world.nodes.flatMap(({ name, participant }) => {
    const state = participant?.ended(order.txid)?.state ?? 'idle'
    return states.includes(state) ? [] : [`${name} is ${state}`]
  })
}

function kindOf(order: Order, kind: string): readonly Violation[] {
  return order.outcome?.kind === kind
    ? []
    : [`the command said ${order.outcome?.kind ?? 'nothing'}`]
}

export const FAULTS: readonly Fault[] = [
  {
    name: 'nothing happens, and it is confirmed',
    run: (seed) =>
      play(seed, {
        expect: (world, order) => [
          ...stateOf(world, order, ['confirmed']),
          ...kindOf(order, 'confirmed'),
        ],
      }),
  },
  {
    name: 'nothing happens, and nobody confirms it',
    run: (seed) =>
      play(seed, {
        ending: 'time out',
        expect: (world, order) => [
          ...stateOf(world, order, ['rolled-back']),
          ...kindOf(order, 'cancelled'),
        ],
      }),
  },
  ...NODE_RECORDS.flatMap(([state, ending, how]) => [
    killedAtRecord(state, 'before', ending, how),
    killedAtRecord(state, 'after', ending, how),
  ]),
  ...MANAGER_RECORDS.flatMap((state) => [
    managerKilled(state, 'before', false),
    managerKilled(state, 'after', false),
    managerKilled(state, 'after', true),
  ]),
  {
    name: 'a node killed between two files that it writes',
    run: (seed) =>
      play(seed, {
        before: (world) => {
          const node = world.anyNode()
          let left = 1
          node.files.killer = () => {
            if (left-- !== 0) return false
            node.startAfter(world.random.pick([100, 10_000, 5 * MINUTE]))
            return true
          }
        },
        expect: (world, order) => stateOf(world, order, ['aborted', 'rolled-back']),
      }),
  },
  {
    name: 'a failed apply leaves nothing armed',
    run: (seed) =>
      play(seed, {
        before: (world) => fail(world.anyNode()),
        provisional: async (world) => {
          await world.time.run(MINUTE)
          const armed = world.nodes.filter(({ participant }) => participant?.isArmed)
          if (armed.length > 0) throw new Error('a node is armed after all were cancelled')
        },
        expect: (world, order) => [
          ...stateOf(world, order, ['aborted', 'rolled-back']),
          ...kindOf(order, 'cancelled'),
        ],
      }),
  },
  {
    name: 'a restart of the manager, then a confirmation with the old id',
    run: (seed) =>
      play(seed, {
        ending: 'time out',
        provisional: async (world, { txid }) => {
          world.manager.kill()
          await world.time.run(world.random.between(10, MINUTE))
          await world.manager.start()
          const confirming = world.manager.coordinator?.confirm(txid)
          const outcome = confirming && (await world.time.until(confirming))
          if (outcome?.kind !== 'refused') throw new Error('an old id was confirmed')
        },
        expect: (world, order) => stateOf(world, order, ['rolled-back']),
      }),
  },
  {
    name: 'a second commit while one is pending',
    run: (seed) =>
      play(seed, {
        managers: 2,
        provisional: async (world) => {
          const own = world.manager.begin()
          const other = world.managers[1]?.begin()
          await world.time.run(MINUTE)
          for (const order of [own, other]) {
            if (order?.outcome?.kind !== 'refused') throw new Error('a second commit was begun')
          }
        },
        expect: (world, order) => stateOf(world, order, ['confirmed']),
      }),
  },
  {
    name: 'the slot taken by another manager while the first rolls back',
    run: (seed) =>
      play(seed, {
        managers: 2,
        ending: 'cancel',
        ended: async (world) => {
          for (let time = 0; time < 20; time++) {
            world.managers[1]?.begin()
            await world.time.run(world.random.between(1, 40))
          }
        },
        expect: (world, order) => stateOf(world, order, ['rolled-back']),
      }),
  },
  cutDuring('the first step of confirming', 'extended', true),
  cutDuring('the decision', 'confirmed', false),
  cutDuring('the telling of the decision', 'confirmed', true),
  {
    name: 'another manager takes over between the decision and its delivery',
    run: (seed) => {
      let told: readonly string[] = []
      return play(seed, {
        managers: 2,
        before: ({ manager }) => {
          manager.disk.killer = (step, at) => {
            if (step.kind === 'append' && step.state === 'confirmed' && at === 'after')
              manager.cut()
            return false
          }
        },
        ended: async (world, { txid }) => {
          await world.time.run(world.random.pick([1000, 30_000, 15 * MINUTE]))
          void world.managers[1]?.coordinator?.resolve(txid)
          await world.time.run(MINUTE)
          world.manager.mend()
          await world.time.run(5 * MINUTE)
          told = world.manager.notices.map(({ kind }) => kind)
        },
        expect: (world, order) => [
          ...stateOf(world, order, ['rolled-back']),
          ...(told.includes('confirmed') ? ['the sessions were told that it is confirmed'] : []),
          ...(told.includes('superseded') ? [] : ['no session was told that it was taken over']),
        ],
      })
    },
  },
  {
    name: 'messages twice, late, lost and in another order',
    run: (seed) =>
      play(seed, {
        before: ({ network, random }) => {
          network.doubled = 50
          network.lost = random.pick([0, 10, 30])
          network.delay = [1, random.pick([500, 5000, 20_000])]
        },
        ended: (world) => world.time.run(20 * MINUTE),
      }),
  },
  {
    name: 'the system started again while the nodes wait',
    run: (seed) =>
      play(seed, {
        provisional: async (world) => {
          const node = world.anyNode()
          node.reboot()
          await world.time.run(world.random.between(10, 20_000))
          await node.start()
        },
        expect: (world, order) => stateOf(world, order, ['rolled-back', 'aborted']),
      }),
  },
  {
    name: 'the program started again while the nodes wait',
    run: (seed) =>
      play(seed, {
        provisional: async (world) => {
          const node = world.anyNode()
          node.kill()
          await world.time.run(world.random.between(10, 20_000))
          await node.start()
        },
        expect: (world, order) => stateOf(world, order, ['confirmed']),
      }),
  },
  {
    name: 'the disk full at the byte copies',
    run: (seed) =>
      play(seed, {
        before: (world) => {
          world.anyNode().disk.isFull = true
        },
        expect: (world, order) => [
          ...stateOf(world, order, ['aborted', 'idle']),
          ...kindOf(order, 'cancelled'),
        ],
      }),
  },
  {
    name: 'a file of a node that another program writes at the vote',
    run: (seed) => {
      let applied = 0
      return play(seed, {
        before: (world) => {
          world.anyNode().files.isBusy = true
          for (const { disk } of world.nodes) {
            disk.killer = ({ state }) => {
              if (state === 'applying') applied++
              return false
            }
          }
        },
        ended: async (world) => {
          await world.time.run(MINUTE)
          if (world.nodes.some(({ files }) => files.isHeld)) throw new Error('a node is held')
          for (const { files } of world.nodes) files.isBusy = false
        },
        expect: (world, order) => [
          ...stateOf(world, order, ['aborted', 'idle']),
          ...kindOf(order, 'cancelled'),
          ...(applied > 0 ? ['a node was touched'] : []),
        ],
      })
    },
  },
  {
    name: 'the disk full when the nodes roll back',
    run: (seed) =>
      play(seed, {
        ending: 'cancel',
        provisional: (world) => {
          const { disk, files } = world.anyNode()
          disk.isFull = world.random.chance(0.5)
          files.isFull = true
        },
        expect: (world, order) => stateOf(world, order, ['rolled-back']),
      }),
  },
  {
    name: 'a file changed behind the back of a node, then a confirmation',
    run: (seed) =>
      play(seed, {
        provisional: (world) => world.anyNode().edit('Edit', world.random.chance(0.5)),
        expect: (world, order) => stateOf(world, order, ['rolled-back', 'abort-error']),
      }),
  },
  {
    name: 'a file changed behind the back of a node, then nobody confirms',
    run: (seed) =>
      play(seed, {
        ending: 'time out',
        provisional: (world) => world.anyNode().edit('Edit', world.random.chance(0.5)),
        expect: (world, order) => {
          const edited = world.nodes.filter(({ isEdited }) => isEdited)
          return edited.flatMap(({ participant }) => {
            const state = participant?.ended(order.txid)?.state
            return state === 'abort-error' ? [] : [`the node that was edited is ${state}`]
          })
        },
      }),
  },
  {
    name: 'two managers commit at the same moment',
    run: (seed) =>
      play(seed, {
        managers: 2,
        before: (world) => {
          const other = world.managers[1]?.begin()
          world.time.after(
            MINUTE,
            () => void world.managers[1]?.coordinator?.confirm(other?.txid ?? ''),
          )
        },
        ended: (world) => world.time.run(15 * MINUTE),
      }),
  },
  {
    name: 'a node back under its name after the others have rolled back',
    run: (seed) =>
      play(seed, {
        ending: 'cancel',
        provisional: async (world) => {
          const node = world.anyNode()
          if (world.random.chance(0.5)) node.kill()
          else node.reboot()
          node.startAfter(world.random.pick([MINUTE, HOUR]))
        },
        ended: (world) => world.time.run(2 * HOUR),
        expect: (world, order) => stateOf(world, order, ['rolled-back']),
      }),
  },
  {
    name: 'an expected node that was absent and is back later',
    run: (seed) =>
      play(seed, {
        before: async (world) => {
          world.node(3).kill()
          const order = world.manager.begin({ allowMissing: ['mta4'] })
          await world.manager.untilProvisional(order)
          await world.time.until<unknown>(
            world.manager.coordinator?.confirm(order.txid) ?? Promise.resolve(),
          )
          await world.time.run(world.random.between(1000, HOUR))
          await world.node(3).start()
          await world.time.run(10 * MINUTE)
        },
        expect: (world, order) => stateOf(world, order, ['confirmed']),
      }),
  },
  {
    name: '200 nodes, of which one is slow',
    run: (seed) =>
      play(seed, {
        nodes: 200,
        before: (world) => {
          world.anyNode().files.pace = world.random.pick([1000, 5000])
        },
        ended: (world) => world.time.run(MINUTE),
        expect: (world, order) => stateOf(world, order, ['confirmed']),
      }),
  },
]

/** Runs a fault with several seeds. @returns by seed what was not as promised */
export async function runFault(
  { run }: Fault,
  seeds: Iterable<number>,
): Promise<ReadonlyMap<number, readonly Violation[]>> {
  const broken = new Map<number, readonly Violation[]>()
  for (const seed of seeds) {
    let violations: readonly Violation[]
    try {
      violations = await run(seed)
    } catch (error) {
      violations = [error instanceof Error ? error.message : String(error)]
    }
    if (violations.length > 0) broken.set(seed, violations)
  }
  return broken
}

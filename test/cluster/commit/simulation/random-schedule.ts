import { HOUR, MINUTE, type Order, type SimulatedManager, type Violation, World } from './world.js'

/** What the world does to a cluster at any moment, as often as the numbers say. */
const EVENTS: readonly (readonly [number, (world: World) => void])[] = [
  [8, (world) => void anyManager(world).begin(orderOf(world))],
  [12, (world) => act(world, (manager, txid) => manager.coordinator?.confirm(txid))],
  [
    3,
    (world) => act(world, (manager, txid) => manager.coordinator?.cancel(txid, 'Cancelled by joe')),
  ],
  [
    3,
    (world) => {
      const length = world.random.between(1000, 10 * MINUTE)
      act(world, (manager, txid) => manager.coordinator?.extend(txid, length))
    },
  ],
  [3, (world) => act(world, (manager, txid) => manager.coordinator?.resolve(txid))],
  [6, takeOver],
  [6, (world) => restartLater(world.anyNode(), false)],
  [3, (world) => restartLater(world.anyNode(), true)],
  [6, (world) => cutFor(world, world.anyNode())],
  [4, (world) => restartLater(anyManager(world), false)],
  [4, (world) => cutFor(world, anyManager(world))],
  [2, (world) => world.anyNode().edit(`Edit ${world.time.now}`, world.random.chance(0.5))],
  [2, (world) => toggle(world, world.anyNode().disk, 'isFull')],
  [2, (world) => toggle(world, world.anyNode().files, 'isFull')],
  [1, (world) => toggle(world, anyManager(world).disk, 'isFull')],
  [1, (world) => fallIll(world)],
  [1, (world) => fallInvalid(world)],
  [
    2,
    (world) => {
      world.anyNode().files.pace = world.random.pick([0, 10, 500, 20_000])
    },
  ],
  [5, (world) => killAtSomeStep(world)],
  [
    2,
    (world) => {
      const { random } = world
      world.network.lost = random.pick([0, 0, 10, 40])
      world.network.doubled = random.pick([0, 20, 50])
      world.network.delay = random.pick([
        [1, 20],
        [1, 3000],
        [1, 90_000],
      ] as const)
    },
  ],
]

/** One random history of a cluster. */
export async function randomSchedule(
  seed: number,
): Promise<{ world: World; violations: Violation[] }> {
  const world = await World.start(seed, 2 + (seed % 4), seed % 3 === 0 ? 1 : 2)
  const total = EVENTS.reduce((sum, [weight]) => sum + weight, 0)
  const order = world.manager.begin(orderOf(world))
  if (world.managers.length > 1 && world.random.chance(0.5)) await duel(world, order)
  const events = 5 + world.random.below(40)
  for (let event = 0; event < events; event++) {
    await world.time.run(
      world.random.pick([10, 100, 1000, 20_000, 2 * MINUTE, 10 * MINUTE]) * world.random.next(),
    )
    const happen = eventAt(world.random.next() * total)
    happen(world)
  }
  await world.heal()
  await endAll(world)
  return { world, violations: world.violations() }
}

/** @param point below the sum of all weights */
function eventAt(point: number): (world: World) => void {
  let left = point
  for (const [weight, happen] of EVENTS) {
    left -= weight
    if (left < 0) return happen
  }
  return () => undefined
}

/** What its manager cannot end any more, a person resolves. */
export async function endAll(world: World): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    const held = world.nodes.map(({ participant }) => participant?.held?.txid)
    const [txid] = held.filter((id) => id !== undefined)
    if (txid === undefined) return
    const manager = world.managers.find(({ isUp }) => isUp) as SimulatedManager
    void manager.coordinator?.resolve(txid)
    await world.time.run(HOUR)
  }
}

function orderOf({ random }: World) {
  return {
    length: random.pick([30_000, 2 * MINUTE, 10 * MINUTE]),
    canary: random.below(3),
    maxFailures: random.below(2),
  }
}

function anyManager(world: World): SimulatedManager {
  return world.random.pick(world.managers)
}

function act(
  world: World,
  action: (manager: SimulatedManager, txid: string) => Promise<unknown> | undefined,
): void {
  const known = world.orders.filter(({ txid }) => txid !== '')
  const order = world.random.chance(0.8) ? known.at(-1) : world.random.pick([...known, undefined])
  if (order === undefined) return
  action(anyManager(world), order.txid)?.catch((error: unknown) => {
    world.said.push(`refused: ${error}`)
  })
}

/** Two managers decide about one commit at once, over a network on which their messages overtake each other. */
async function duel(world: World, order: Order): Promise<void> {
  const { random, time, network } = world
  await world.manager.untilProvisional(order)
  network.delay = random.pick([
    [1, 300],
    [1, 3000],
    [1, 20_000],
  ])
  takeOver(world)
  await time.run(MINUTE)
}

/**
 * A manager takes over the last commit while the one that has begun it is slow, cut off or gone, and goes on
 * with it afterwards as if it knew of nothing.
 */
function takeOver(world: World): void {
  const { random, time } = world
  const order = world.orders.filter(({ txid }) => txid !== '').at(-1)
  const [late, other] = random.chance(0.8) ? world.managers : world.managers.toReversed()
  if (order === undefined || late === undefined || other === undefined) return
  const { txid } = order
  const carry = (done: Promise<unknown> | undefined) =>
    done?.catch((error: unknown) => void world.said.push(`refused: ${error}`))
  if (random.chance(0.3)) cutFor(world, late)
  else if (random.chance(0.2)) restartLater(late, false)
  const moment = () => random.pick([10, 1000, 10_000]) * random.next()
  const goOn = random.pick([
    () => late.coordinator?.confirm(txid),
    () => late.coordinator?.confirm(txid),
    () => late.coordinator?.extend(txid, 10 * MINUTE),
    () => late.coordinator?.cancel(txid, 'Cancelled by joe'),
  ])
  time.after(moment(), () => carry(goOn()))
  time.after(moment(), () => carry(other.coordinator?.resolve(txid)))
}

function restartLater(
  machine: {
    kill(): void
    reboot(): void
    startAfter(milliseconds: number): void
    readonly world: World
  },
  isReboot: boolean,
): void {
  if (isReboot) machine.reboot()
  else machine.kill()
  machine.startAfter(
    machine.world.random.pick([10, 5000, 60_000, 15 * MINUTE]) * machine.world.random.next(),
  )
}

function cutFor(world: World, machine: { cut(): void; mend(): void }): void {
  machine.cut()
  const length = world.random.pick([1000, 30_000, 5 * MINUTE, 20 * MINUTE]) * world.random.next()
  world.time.after(length, () => machine.mend())
}

function toggle<K extends string>(world: World, thing: Record<K, boolean>, field: K): void {
  thing[field] = true
  world.time.after(world.random.pick([1000, 60_000, 15 * MINUTE]), () => {
    thing[field] = false
  })
}

function fallIll(world: World): void {
  const { files } = world.anyNode()
  files.ill = 'the program does not answer'
  world.time.after(MINUTE, () => {
    files.ill = undefined
  })
}

function fallInvalid(world: World): void {
  const { files } = world.anyNode()
  files.invalid = 'the option is not known here'
  world.time.after(MINUTE, () => {
    files.invalid = undefined
  })
}

/** Kills a member before or after one of its next steps on the disk. */
function killAtSomeStep(world: World): void {
  const { random } = world
  const machine = random.chance(0.7) ? world.anyNode() : anyManager(world)
  let left = random.below(6)
  const isReboot = random.chance(0.3)
  if ('files' in machine && random.chance(0.3)) {
    machine.files.killer = () => {
      if (left-- > 0) return false
      machine.files.killer = undefined
      machine.startAfter(random.between(10, MINUTE))
      return true
    }
    return
  }
  machine.disk.killer = () => {
    if (left-- > 0) return false
    machine.disk.killer = undefined
    if (isReboot) machine.reboot()
    machine.startAfter(random.between(10, MINUTE))
    return true
  }
}

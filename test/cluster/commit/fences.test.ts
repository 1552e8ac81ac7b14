import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Subjects } from '../../../src/cluster/bus/subjects.js'
import {
  type CommitAnswer,
  type CommitRequest,
  decodeAnswer,
  encodeRequest,
} from '../../../src/cluster/commit/messages.js'
import { sha256 } from '../../../src/cluster/commit/sha256.js'
import { World } from './simulation/world.js'

const test = suite('what a node refuses of a manager whose epoch is over')

const SUBJECTS = new Subjects('ec_cluster')
const ONE = '1'.repeat(32)
const OTHER = '2'.repeat(32)

/** A node, and managers that say whatever a test lets them say. */
class FencedNode {
  #sequence = 0

  private constructor(readonly world: World) {}

  static async start(): Promise<FencedNode> {
    return new FencedNode(await World.start(1, 1, 0))
  }

  get node() {
    return this.world.node(0)
  }

  /** Who has the commit that the node holds: `MANAGER EPOCH STATE`. */
  get held(): string | undefined {
    const held = this.node.participant?.held
    return held && `${held.owner} ${held.ownerEpoch} ${held.state}`
  }

  /** @returns `done`, or why it is not */
  async ask(
    manager: string,
    epoch: number,
    phase: CommitRequest['phase'],
    txid = ONE,
  ): Promise<string> {
    const bus = this.world.bus.connect()
    const base = this.node.files.running
    const answers: CommitAnswer[] = []
    bus.subscribe(SUBJECTS.ofNode(this.node.name).answer(manager), ({ payload }) => {
      const answer = decodeAnswer(payload)
      if (answer !== undefined) answers.push(answer)
    })
    this.#sequence++
    const prepared = { changes: ['Line'], participants: [this.node.name], by: 'joe' }
    const request = { txid, epoch, phase, sequence: this.#sequence, base, candidate: '' }
    const more = { ...prepared, length: 600_000, secretHash: sha256('secret') }
    bus.publish(
      SUBJECTS.ofManager(manager).node(this.node.name),
      encodeRequest({ ...request, ...(phase === 'prepare' && more) }),
    )
    await this.world.time.run(1000)
    await bus.close()
    const [answer] = answers
    return answer?.isDone === true ? 'done' : (answer?.refusal[0] ?? 'no answer')
  }
}

test('a commit that is prepared late, by a manager that others have followed', async () => {
  const fenced = await FencedNode.start()
  assert.is(await fenced.ask('mgr2', 5, 'prepare'), 'done')
  assert.is(await fenced.ask('mgr2', 5, 'cancel'), 'done')
  assert.is(
    await fenced.ask('mgr1', 4, 'prepare', OTHER),
    'The epoch 4 of mgr1 is over: 5 is known here.',
  )
  assert.is(fenced.held, undefined)
  assert.is(await fenced.ask('mgr1', 5, 'prepare', OTHER), 'done')
  assert.is(fenced.held, 'mgr1 5 prepared')
})

test('a commit that is taken over late, or by two managers at once', async () => {
  const fenced = await FencedNode.start()
  assert.is(await fenced.ask('mgr1', 5, 'prepare'), 'done')
  assert.is(await fenced.ask('mgr2', 6, 'take-over'), 'done')
  assert.is(fenced.held, 'mgr2 6 prepared')
  for (const epoch of [5, 6]) {
    assert.is(
      await fenced.ask('mgr3', epoch, 'take-over'),
      'The commit belongs to mgr2 with epoch 6.',
    )
  }
  assert.is(fenced.held, 'mgr2 6 prepared')
  for (const phase of ['apply', 'cancel'] as const) {
    assert.is(await fenced.ask('mgr1', 5, phase), 'The commit belongs to mgr2 with epoch 6.')
  }
  // The same message again is answered as before.
  assert.is(await fenced.ask('mgr2', 6, 'take-over'), 'done')
  assert.is(await fenced.ask('mgr3', 7, 'take-over'), 'done')
  assert.is(fenced.held, 'mgr3 7 prepared')
})

test('a take-over by a manager whose epoch another commit has ended', async () => {
  const fenced = await FencedNode.start()
  // Of the other commit the node knows that it was cancelled, by a manager with epoch 9.
  assert.is(await fenced.ask('mgr1', 5, 'prepare'), 'done')
  assert.is(await fenced.ask('mgr2', 9, 'cancel', OTHER), 'done')
  assert.is(await fenced.ask('mgr3', 8, 'take-over'), 'The commit belongs to mgr1 with epoch 5.')
  assert.is(fenced.held, 'mgr1 5 prepared')
  assert.is(await fenced.ask('mgr3', 10, 'take-over'), 'done')
})

test.run()

import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ANSWER_PART } from '../../../src/cluster/messages/answer.js'
import { encodeEnvelope } from '../../../src/cluster/messages/envelope.js'
import { encodeRollCall } from '../../../src/cluster/messages/presence.js'
import type { Runner } from '../../../src/cluster/node/runner.js'
import {
  bytes,
  FACTS,
  ManagerByHand,
  nodeAndManager,
  settled,
  subjects,
} from './manager-by-hand.js'

const test = suite("a node's end of the bus")

/** Says what it was asked. */
const echo: Runner['run'] = async ({ text }, take) => {
  take(bytes(`> ${text}\n`))
  return 'ok'
}

/** Runs until it is told to go on, command by command. */
function held() {
  const running: string[] = []
  const waiting = new Map<string, (status: 'ok' | 'failed') => void>()
  const run: Runner['run'] = ({ text }, _take, signal) =>
    new Promise((resolve) => {
      running.push(text)
      waiting.set(text, resolve)
      signal.addEventListener('abort', () => {
        running.push(`${text} aborted`)
        resolve('failed')
      })
    })
  return { run, running, end: (text: string) => waiting.get(text)?.('ok') }
}

test('it says that it is there: at once, again and again, and when it goes', async () => {
  const { manager, timing, node } = nodeAndManager(echo)
  await settled()
  assert.equal(manager.presences, [{ ...FACTS, epoch: undefined, isLeaving: false }])
  timing.forward(3000)
  await settled()
  timing.forward(2999)
  await settled()
  assert.is(manager.presences.length, 2)
  await node.stop()
  await settled()
  timing.forward(60_000)
  await settled()
  assert.equal(
    manager.presences.map(({ isLeaving }) => isLeaving),
    [false, false, true],
  )
})

test('it answers a roll call once, after a short pause, and says so when it is connected again', async () => {
  const { manager, timing, connection } = nodeAndManager(echo)
  await settled()
  manager.bus.publish(manager.own.presence, encodeRollCall())
  manager.bus.publish(manager.own.presence, encodeRollCall())
  await settled()
  timing.forward(124)
  await settled()
  assert.is(manager.presences.length, 1)
  timing.forward(1)
  await settled()
  assert.is(manager.presences.length, 2)
  connection.cut()
  connection.mend()
  await settled()
  assert.is(manager.presences.length, 3)
})

test('it carries out what is sent to all, to its subcluster and to itself, and nothing else', async () => {
  const ran: string[] = []
  const { manager, log } = nodeAndManager(async (command, take, signal) => {
    ran.push(command.text)
    return echo(command, take, signal)
  })
  const { own } = manager
  const id = manager.send('version')
  manager.send('to west', {}, own.subcluster('WEST'))
  manager.send('to east', {}, own.subcluster('east'))
  manager.send('to me', {}, own.node('MTA1'))
  manager.send('to another', {}, own.node('mta2'))
  manager.send('to a manager', {}, own.to('mta1'))
  await settled()
  assert.equal(ran, ['version', 'to west', 'to me'])
  assert.equal(manager.answers(id), ['ok 10 > version\n'])
  assert.equal(log, [
    'joe at /tmp/2025 through mgr1: version',
    'joe at /tmp/2025 through mgr1: to west',
    'joe at /tmp/2025 through mgr1: to me',
  ])
})

test('the answer goes to the manager that has asked, by the subject of its message', async () => {
  const { bus, manager } = nodeAndManager(echo)
  const other = new ManagerByHand(bus.connect(), 'mgr2.example.net')
  const id = other.send('version')
  await settled()
  assert.equal(other.answers(id), ['ok 10 > version\n'])
  assert.equal(manager.parts, [])
})

test('an answer keeps its bytes, in parts', async () => {
  const all = Uint8Array.from({ length: 2 * ANSWER_PART + 10 }, (_, at) => (at * 7) % 251)
  const { manager } = nodeAndManager(async (_, take) => {
    const buffer = new Uint8Array(1000)
    for (let at = 0; at < all.length; at += 1000) {
      const piece = all.subarray(at, at + 1000)
      buffer.set(piece)
      take(buffer.subarray(0, piece.length))
    }
    return 'failed'
  })
  manager.send('show everything')
  await settled()
  const { parts } = manager
  assert.equal(
    parts.map(({ part, end, bytes }) => [part, end, bytes.length]),
    [
      [0, undefined, ANSWER_PART],
      [1, undefined, ANSWER_PART],
      [2, { status: 'failed', length: all.length }, 10],
    ],
  )
  assert.equal(Buffer.concat(parts.map(({ bytes }) => bytes)), Buffer.from(all))
  assert.is(parts[0]?.run, 'run-1')
})

test('a command that comes twice runs once, and is answered twice', async () => {
  const gate = held()
  const { manager, log } = nodeAndManager(gate.run)
  const id = manager.send('slow')
  manager.send('slow', { id })
  await settled()
  manager.send('slow', { id })
  await settled()
  assert.equal(manager.answers(id), [])
  gate.end('slow')
  await settled()
  assert.equal(manager.answers(id), ['ok 0 '])
  manager.send('slow', { id })
  await settled()
  assert.equal(manager.answers(id), ['ok 0 ', 'ok 0 '])
  assert.equal(gate.running, ['slow'])
  assert.is(log.length, 1)
})

test('the same id of another manager is another command', async () => {
  const { bus, manager } = nodeAndManager(echo)
  const other = new ManagerByHand(bus.connect(), 'mgr2')
  manager.send('one', { id: 'x' })
  other.send('two', { id: 'x' })
  await settled()
  assert.equal(manager.answers('x'), ['ok 6 > one\n'])
  assert.equal(other.answers('x'), ['ok 6 > two\n'])
})

test('several run at once, some wait, and the rest is turned away', async () => {
  const gate = held()
  const { manager } = nodeAndManager(gate.run, { limits: { atOnce: 2, waiting: 1 } })
  const ids = ['a', 'b', 'c', 'd'].map((text) => manager.send(text))
  await settled()
  assert.equal(gate.running, ['a', 'b'])
  assert.equal(manager.answers(ids[3] ?? ''), [
    'unavailable 50 Too much waits on this node (1): try again later.\n',
  ])
  gate.end('b')
  await settled()
  assert.equal(gate.running, ['a', 'b', 'c'])
})

test('what takes too long is ended, and keeps its place until it is over', async () => {
  let settle: (status: 'ok') => void = () => undefined
  const { manager, timing, log } = nodeAndManager(
    ({ text }, take) =>
      new Promise((resolve) => {
        take(bytes(`${text} begins\n`))
        settle = resolve
      }),
    { limits: { atOnce: 1, waiting: 10 } },
  )
  const first = manager.send('first', { patience: 1000 })
  const second = manager.send('second', { patience: 1500 })
  const third = manager.send('third', { patience: 5000 })
  await settled()
  timing.forward(1000)
  await settled()
  assert.equal(manager.answers(first), ['timed-out 13 first begins\n'])
  assert.equal(manager.answers(second), [])
  timing.forward(1000)
  settle('ok')
  await settled()
  assert.equal(manager.answers(first), ['timed-out 13 first begins\n'])
  assert.equal(manager.answers(second), ['timed-out 0 '], 'it did not run: nobody waits for it')
  settle('ok')
  await settled()
  assert.equal(manager.answers(third), ['ok 13 third begins\n'])
  assert.equal(log.slice(3), [
    'joe at /tmp/2025 through mgr1: first: timed-out',
    'joe at /tmp/2025 through mgr1: second: timed-out',
  ])
})

test('an answer that is too long is cut, and what makes it is ended', async () => {
  const gate = held()
  const { manager } = nodeAndManager(
    (command, take, signal) => {
      const running = gate.run(command, take, signal)
      take(bytes('0123456'))
      take(bytes('789abc'))
      take(bytes('more'))
      return running
    },
    { limits: { answer: 10 } },
  )
  const id = manager.send('loud')
  await settled()
  assert.equal(manager.answers(id), ['too-long 10 0123456789'])
  assert.equal(gate.running, ['loud', 'loud aborted'])
})

test('the time of the node is the longest', async () => {
  const gate = held()
  const { manager, timing } = nodeAndManager(gate.run, { limits: { patience: 5000 } })
  const ids = [manager.send('a', { patience: 0 }), manager.send('b', { patience: 1e12 })]
  await settled()
  timing.forward(5000)
  await settled()
  assert.equal(
    ids.map((id) => manager.answers(id)),
    [['timed-out 0 '], ['timed-out 0 ']],
  )
})

test('what the allow-list does not allow is not run, and stands in the log', async () => {
  const gate = held()
  const { manager, log } = nodeAndManager(gate.run, { isAllowed: (text) => text !== 'shutdown' })
  const id = manager.send('shutdown', { issuer: 'eve\u001b[2J\n\u202eroot' })
  await settled()
  assert.equal(manager.answers(id), ['unauthorised 32 Not Authorized for this command\n'])
  assert.equal(gate.running, [])
  const who = 'eve\\x1b[2J\\n<U+202E>root through mgr1: shutdown'
  assert.equal(log, [who, `${who}: unauthorised`])
})

test('secrets of commands do not stand in the log', async () => {
  const { manager, log } = nodeAndManager(echo)
  manager.send('config set datasource ecdb uri "pgsql:host=a;password=opensesame"')
  manager.send('config set esmtp_listener tls_key_passphrase "opensesame')
  manager.send('config set snmp community opensesame', { isXml: true })
  await settled()
  assert.equal(log, [
    'joe at /tmp/2025 through mgr1: config set datasource ecdb uri pgsql:host=a;password=****',
    'joe at /tmp/2025 through mgr1: config ****',
    'joe at /tmp/2025 through mgr1: xml config set snmp community ****',
  ])
})

test('a mistake of the runner is said, and harms nobody', async () => {
  const { manager, log } = nodeAndManager(async ({ text }, take, signal) => {
    if (text === 'bad') throw new Error('oh no')
    return echo({ text } as never, take, signal)
  })
  const [bad, good] = [manager.send('bad'), manager.send('good')]
  await settled()
  assert.equal(manager.answers(bad), [
    'failed 48 The agent has made a mistake; its log has more.\n',
  ])
  assert.equal(manager.answers(good), ['ok 7 > good\n'])
  assert.match(log[1] ?? log[2] ?? '', /^internal error: Error: oh no\n/)
})

test('when it stops, what runs gets a little time, and what waits is told', async () => {
  const gate = held()
  const { manager, timing, node } = nodeAndManager(gate.run, { limits: { atOnce: 2, waiting: 5 } })
  const [quick, slow, waits] = ['quick', 'slow', 'waits'].map((text) => manager.send(text))
  await settled()
  const stopping = node.stop()
  const late = manager.send('late')
  gate.end('quick')
  await settled()
  assert.equal(manager.answers(quick ?? ''), ['ok 0 '])
  timing.forward(2000)
  await stopping
  await settled()
  const gone = 'unavailable 29 The agent of the node stops.\n'
  assert.equal(manager.answers(slow ?? ''), [gone])
  assert.equal(manager.answers(waits ?? ''), [gone])
  assert.equal(manager.answers(late), [])
  assert.is(manager.presences.at(-1)?.isLeaving, true)
})

test('a thousand random messages do it no harm', async () => {
  const ran: string[] = []
  const { manager } = nodeAndManager(async (command, take, signal) => {
    ran.push(command.text)
    return echo(command, take, signal)
  })
  const head = fc.dictionary(
    fc.constantFrom('v', 'kind', 'id', 'text', 'isXml', 'issuer', 'patience', '__proto__'),
    fc.oneof(
      fc.constantFrom('command', 'roll-call', 'presence', 'answer', 1, 0, -1, 1e300, true, null),
      fc.string(),
      fc.jsonValue(),
    ),
  )
  const message = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    head.map((each) => encodeEnvelope(each as never, bytes('body'))),
    head.map((each) => encodeEnvelope({ ...(each as object), kind: 'command', id: 'a' } as never)),
  )
  const subject = fc.constantFrom(manager.own.all, manager.own.node('mta1'), manager.own.presence)
  for (const [where, payload] of fc.sample(fc.tuple(subject, message), 1000)) {
    manager.bus.publish(where, payload)
  }
  await settled()
  ran.length = 0
  const id = manager.send('version')
  await settled()
  assert.equal(ran, ['version'])
  assert.equal(manager.answers(id), ['ok 10 > version\n'])
  assert.is(subjects.senderOf(manager.own.all), 'mgr1')
})

test.run()

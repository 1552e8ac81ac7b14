import { InProcessBus, type InProcessConnection } from '../../../src/cluster/bus/in-process-bus.js'
import { Subjects } from '../../../src/cluster/bus/subjects.js'
import { type AnswerPart, decodeAnswerPart } from '../../../src/cluster/messages/answer.js'
import { encodeCommand, type SentCommand } from '../../../src/cluster/messages/command.js'
import { decodePresence, type Presence } from '../../../src/cluster/messages/presence.js'
import { NodeEnd, type NodeEndOptions } from '../../../src/cluster/node/node-end.js'
import type { Runner } from '../../../src/cluster/node/runner.js'
import { HandTiming } from './hand-timing.js'

export const subjects = new Subjects('ec_cluster')

export const FACTS = {
  name: 'mta1',
  subcluster: 'west',
  type: 'Momentum',
  version: '0.1.0',
  address: '192.0.2.21:4802',
  groups: ['ec_console', 'ec_sc_west', 'ec_cluster'],
  privateName: '#ec0-4711#mta1',
  run: 'run-1',
} as const

/** Lets messages arrive, and what they set off run. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve))
}

/** A manager whose messages a test makes by hand, and what comes to it. */
export class ManagerByHand {
  readonly parts: AnswerPart[] = []
  readonly presences: Presence[] = []
  #sent = 0

  constructor(
    readonly bus: InProcessConnection,
    readonly name = 'mgr1',
  ) {
    bus.subscribe(subjects.ofNode('*').answer(name), ({ payload }) => {
      const part = decodeAnswerPart(payload)
      if (part !== undefined) this.parts.push(part)
    })
    bus.subscribe(subjects.ofNode('*').presence, ({ payload }) => {
      const presence = decodePresence(payload)
      if (presence !== undefined) this.presences.push(presence)
    })
  }

  /** @returns the id of the command */
  send(text: string, more: Partial<SentCommand> = {}, subject = this.own.all): string {
    const id = `${this.name}-${++this.#sent}`
    const issuer = 'joe at /tmp/2025'
    const command = { id, text, isXml: false, issuer, patience: 60_000, ...more }
    this.bus.publish(subject, encodeCommand(command))
    return command.id
  }

  get own() {
    return subjects.ofManager(this.name)
  }

  /** What has come for a command: each answer as its status, its length, and its text. */
  answers(id: string): string[] {
    const mine = this.parts.filter((part) => part.id === id)
    const answers: string[] = []
    let text = ''
    for (const { end, bytes } of mine) {
      text += new TextDecoder().decode(bytes)
      if (end === undefined) continue
      answers.push(`${end.status} ${end.length} ${text}`)
      text = ''
    }
    return answers
  }
}

/** A node with a runner of a test, and a manager, on a bus of their own. */
export function nodeAndManager(run: Runner['run'], options: Partial<NodeEndOptions> = {}) {
  const bus = new InProcessBus()
  const timing = new HandTiming()
  const log: string[] = []
  const connection = bus.connect()
  const manager = new ManagerByHand(bus.connect())
  const node = new NodeEnd({
    bus: connection,
    subjects,
    timing,
    facts: () => FACTS,
    presenceEvery: 3000,
    runner: { run },
    isAllowed: () => true,
    log: (line) => log.push(line),
    random: () => 0.5,
    ...options,
  })
  node.start()
  return { bus, connection, timing, log, manager, node }
}

export const bytes = (text: string) => new TextEncoder().encode(text)

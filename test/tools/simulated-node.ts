import type { Bus } from '../../src/cluster/bus/bus.js'
import { Subjects } from '../../src/cluster/bus/subjects.js'
import {
  ANSWER_PART,
  type AnswerPart,
  type AnswerStatus,
  encodeAnswerPart,
} from '../../src/cluster/messages/answer.js'
import { decodeCommand, type SentCommand } from '../../src/cluster/messages/command.js'
import { encodePresence, isRollCall, type Presence } from '../../src/cluster/messages/presence.js'

/** What a node answers to a command; undefined: nothing, for now. */
type Answering = (
  command: SentCommand,
) => { readonly status?: AnswerStatus; readonly text: string | Uint8Array } | undefined

interface SimulatedNodeOptions {
  readonly subcluster?: string
  readonly group?: string
  readonly run?: string
  readonly version?: string
  readonly answering?: Answering
}

const encoder = new TextEncoder()

/** The end of a node on the bus, which does what a test says. */
export class SimulatedNode {
  readonly name: string
  readonly run: string
  readonly bus: Bus
  readonly subjects: Subjects
  readonly commands: SentCommand[] = []
  answering: Answering
  readonly #presence: Presence
  /** The manager that has sent a command, by the id of the command. */
  readonly #managers = new Map<string, string>()

  constructor(bus: Bus, name: string, options: SimulatedNodeOptions = {}) {
    const {
      subcluster = 'default',
      group = 'ec_cluster',
      version = '3.0.10.30663 r(30669)',
    } = options
    this.bus = bus
    this.name = name
    this.run = options.run ?? `run-of-${name}`
    this.subjects = new Subjects(group)
    this.answering = options.answering ?? (({ text }) => ({ text: `${name}: ${text}\n` }))
    this.#presence = {
      ...{ name, subcluster, version, run: this.run },
      type: 'Momentum',
      address: '10.79.0.20:4802',
      groups: ['ec_console', `ec_sc_${subcluster}`, group],
      privateName: `#ec0-4711#${name}`,
      isLeaving: false,
    }
    const { presence, all, subcluster: ofSubcluster, node } = this.subjects.ofManager('*')
    bus.subscribe(presence, ({ payload }) => {
      if (isRollCall(payload)) this.sayPresence()
    })
    for (const subject of [all, ofSubcluster(subcluster), node(name)]) {
      bus.subscribe(subject, (message) => this.#take(message.subject, message.payload))
    }
    this.sayPresence()
  }

  sayPresence(more: Partial<Presence> = {}): void {
    const { presence } = this.subjects.ofNode(this.name)
    this.bus.publish(presence, encodePresence({ ...this.#presence, ...more }))
  }

  leave(): void {
    this.sayPresence({ isLeaving: true })
  }

  /** Answers a command, in parts of the usual length. */
  answer(command: SentCommand, text: string | Uint8Array, status: AnswerStatus = 'ok'): void {
    const bytes = typeof text === 'string' ? encoder.encode(text) : text
    const count = Math.max(Math.ceil(bytes.length / ANSWER_PART), 1)
    for (let part = 0; part < count; part++) {
      const isLast = part === count - 1
      this.part(command, {
        part,
        end: isLast ? { status, length: bytes.length } : undefined,
        bytes: bytes.subarray(part * ANSWER_PART, (part + 1) * ANSWER_PART),
      })
    }
  }

  /** Sends one part of an answer. */
  part(
    { id }: SentCommand,
    part: Omit<AnswerPart, 'id' | 'run'> & Partial<Pick<AnswerPart, 'run'>>,
    as: SimulatedNode = this,
  ): void {
    const manager = this.#managers.get(id) ?? as.#managers.get(id) ?? ''
    const subject = as.subjects.ofNode(as.name).answer(manager)
    as.bus.publish(subject, encodeAnswerPart({ id, run: as.run, ...part }))
  }

  #take(subject: string, payload: Uint8Array): void {
    const command = decodeCommand(payload)
    if (command === undefined) return
    this.#managers.set(command.id, this.subjects.senderOf(subject))
    this.commands.push(command)
    const answer = this.answering(command)
    if (answer !== undefined) this.answer(command, answer.text, answer.status)
  }
}

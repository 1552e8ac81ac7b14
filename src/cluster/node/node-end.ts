import { lineWithoutSecrets } from '../../console/index.js'
import { visible } from '../../report/index.js'
import type { Bus, BusMessage, Subscription } from '../bus/bus.js'
import type { Subjects } from '../bus/subjects.js'
import type { AnswerStatus } from '../messages/answer.js'
import { decodeCommand, type SentCommand } from '../messages/command.js'
import type { Presence } from '../messages/presence.js'
import type { Timing } from '../timing.js'
import { Answering } from './answering.js'
import { PastAnswers } from './past-answers.js'
import { PresenceSender } from './presence-sender.js'
import type { Runner } from './runner.js'
import { subscribeSentTo } from './sent-to-node.js'
import { WorkPlaces } from './work-places.js'

export interface NodeLimits {
  /** How many commands run at once. */
  readonly atOnce: number
  /** How many more may wait for that. */
  readonly waiting: number
  /** How many bytes an answer may have. */
  readonly answer: number
  /** How many milliseconds a command may take, whatever its sender says. */
  readonly patience: number
}

const USUAL_LIMITS: NodeLimits = {
  atOnce: 8,
  waiting: 256,
  answer: 8 * 1024 * 1024,
  patience: 600_000,
}

/** How long commands may take to end when the node stops, in ms. */
const LAST_COMMANDS = 2000

export interface NodeEndOptions {
  readonly bus: Bus
  readonly subjects: Subjects
  readonly timing: Timing
  /** What is said of the node; its name and subcluster must not change. */
  readonly facts: () => Omit<Presence, 'isLeaving'> & { readonly subcluster: string }
  /** Every how many milliseconds the node says that it is there. */
  readonly presenceEvery: number
  readonly runner: Runner
  /** The allow-list. */
  readonly isAllowed: (command: string) => boolean
  /** Takes a line for the log of the node, without a line end. */
  readonly log: (line: string) => void
  readonly limits?: Partial<NodeLimits>
  /** From 0 to below 1. */
  readonly random?: () => number
}

/** The texts of a node itself in the place of an answer. */
const NODE_MESSAGES = {
  notAuthorized: 'Not Authorized for this command',
  busy: (waiting: number) => `Too much waits on this node (${waiting}): try again later.`,
  stops: 'The agent of the node stops.',
  dropped: 'The command was carried out before, and its answer is not kept any more.',
  internalError: 'The agent has made a mistake; its log has more.',
} as const

/** A node's end of the bus: says that it is there, and carries out the commands of managers. */
export class NodeEnd {
  readonly #options: NodeEndOptions
  readonly #limits: NodeLimits
  readonly #presence: PresenceSender
  readonly #places: WorkPlaces
  readonly #past = new PastAnswers()
  readonly #stopping = new AbortController()
  #subscription: Subscription | undefined

  constructor(options: NodeEndOptions) {
    this.#options = options
    this.#limits = { ...USUAL_LIMITS, ...options.limits }
    this.#places = new WorkPlaces(this.#limits.atOnce, this.#limits.waiting)
    const { presenceEvery: every, random = Math.random, ...rest } = options
    this.#presence = new PresenceSender({ ...rest, every, random })
  }

  start(): void {
    const { bus, subjects, facts } = this.#options
    this.#subscription = subscribeSentTo(bus, subjects, facts(), (message) => this.#take(message))
    this.#presence.start()
  }

  /** Takes no more commands, gives those that run a little time, and says that the node goes. */
  async stop(): Promise<void> {
    this.#subscription?.end()
    const noMoreTime = this.#options.timing.after(LAST_COMMANDS, () => this.#stopping.abort())
    await this.#places.untilIdle()
    noMoreTime()
    this.#presence.stop()
    await this.#options.bus.flush()
  }

  #take({ subject, payload }: BusMessage): void {
    const command = decodeCommand(payload)
    if (command === undefined) return
    const { bus, subjects, facts, log } = this.#options
    const manager = subjects.senderOf(subject)
    const { name, run } = facts()
    const answers = subjects.ofNode(name).answer(manager)
    const publish = (message: Uint8Array) => bus.publish(answers, message)
    const answering = new Answering({ id: command.id, run, most: this.#limits.answer }, publish)
    const key = `${manager}\n${command.id}`
    const past = this.#past.look(key)
    switch (past) {
      case 'running':
        return
      case 'dropped':
        return say(answering, 'unavailable', NODE_MESSAGES.dropped)
      case 'new':
        break
      default:
        for (const message of past) publish(message)
        return
    }
    const who = shownSender(manager, command)
    const end = (status: AnswerStatus, text?: string) => {
      if (answering.isEnded) return
      say(answering, status, text)
      this.#past.keep(key, answering.sent)
      if (status !== 'ok') log(`${who}: ${status}`)
    }
    log(who)
    if (!this.#options.isAllowed(command.text)) {
      return end('unauthorised', NODE_MESSAGES.notAuthorized)
    }
    const deadline = this.#options.timing.monotonic() + this.#patienceOf(command)
    const isTaken = this.#places.take(() => this.#run(command, deadline, answering, end))
    if (!isTaken) end('unavailable', NODE_MESSAGES.busy(this.#places.waiting))
  }

  #patienceOf({ patience }: SentCommand): number {
    return Math.min(patience === 0 ? this.#limits.patience : patience, this.#limits.patience)
  }

  /** Is over when the runner is: what does not end keeps its place. */
  async #run(
    command: SentCommand,
    deadline: number,
    answering: Answering,
    end: (status: AnswerStatus, text?: string) => void,
  ): Promise<void> {
    const { timing, runner, log } = this.#options
    const aborting = new AbortController()
    const abort = (status: AnswerStatus, text?: string) => {
      end(status, text)
      aborting.abort()
    }
    if (this.#stopping.signal.aborted) return end('unavailable', NODE_MESSAGES.stops)
    const rest = deadline - timing.monotonic()
    // Whoever has sent it does not wait any more, and must not find it done later.
    if (rest <= 0) return end('timed-out')
    const stopWaiting = timing.after(rest, () => abort('timed-out'))
    const stops = () => abort('unavailable', NODE_MESSAGES.stops)
    this.#stopping.signal.addEventListener('abort', stops)
    const take = (bytes: Uint8Array) => {
      if (!answering.isEnded && !answering.take(bytes)) abort('too-long')
    }
    try {
      end(await runner.run(command, take, aborting.signal))
    } catch (error) {
      if (!aborting.signal.aborted) {
        const { stack = String(error) } = Object(error) as Error
        log(`internal error: ${stack}`)
        end('failed', NODE_MESSAGES.internalError)
      }
    } finally {
      stopWaiting()
      this.#stopping.signal.removeEventListener('abort', stops)
    }
  }
}

/** Ends an answer, where it is to be with a line of the node itself. */
function say(answering: Answering, status: AnswerStatus, text?: string): void {
  if (text !== undefined) answering.take(new TextEncoder().encode(`${text}\n`))
  answering.end(status)
}

/** Who sends a command, and the command, as one line of a log. */
function shownSender(manager: string, { issuer, text, isXml }: SentCommand): string {
  const typed = lineWithoutSecrets(isXml ? `xml ${text}` : text)
  return `${visible(issuer)} through ${visible(manager)}: ${visible(typed)}`
}

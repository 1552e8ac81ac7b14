import type { Bus, BusMessage, BusState, Subscription } from '../bus/bus.js'
import type { Subjects } from '../bus/subjects.js'
import {
  decodePresence,
  encodePresence,
  encodeRollCall,
  isRollCall,
  type Presence,
} from '../messages/presence.js'
import type { Timing } from '../timing.js'
import { type Expectation, type ExpectedNode, NOTHING_EXPECTED } from './expected-nodes.js'
import { NewsLines } from './news-lines.js'
import { type Member, type News, Roster } from './roster.js'

/** How many members of a kind are taken. */
const MOST_MEMBERS = 20_000

/** The longest presence that is read, in bytes. */
const LONGEST_PRESENCE = 16 * 1024

/** How often roll calls are answered at most, in ms: members that ask in one go get one answer. */
const ROLL_CALL_PAUSE = 200

export interface MembershipOptions {
  readonly bus: Bus
  readonly subjects: Subjects
  readonly timing: Timing
  /** What this manager says of itself. */
  readonly own: Presence
  /** Within how many milliseconds a lost member is noticed. */
  readonly nodeTimeout: number
  /** Takes a line for a log; what is in it is not made harmless. */
  readonly say: (line: string) => void
}

/** Who belongs to the cluster: whom the files expect, and who is there. */
export class Membership {
  readonly #options: MembershipOptions
  readonly #nodes: Roster
  readonly #managers: Roster
  readonly #news: NewsLines
  readonly #subscriptions: Subscription[] = []
  readonly #listeners = new Set<(news: News) => void>()
  #own: Presence
  #expectation: Expectation = NOTHING_EXPECTED
  #expectedNames: ReadonlySet<string> = new Set()
  #nodeTimeout: number
  #stopPresence: (() => void) | undefined
  #rollCallAnswered = Number.NEGATIVE_INFINITY
  #stopRollCallAnswer: (() => void) | undefined

  constructor(options: MembershipOptions) {
    this.#options = options
    this.#own = options.own
    this.#nodeTimeout = options.nodeTimeout
    const { timing } = options
    this.#news = new NewsLines(timing, options.say)
    const roster = (kind: 'node' | 'manager') =>
      new Roster(options.nodeTimeout, {
        timing,
        most: MOST_MEMBERS,
        tell: (news) => {
          this.#news.add(kind, kind === 'manager' ? this.#ofManagers(news) : news)
          if (kind === 'node') for (const listener of this.#listeners) listener(news)
        },
      })
    this.#nodes = roster('node')
    this.#managers = roster('manager')
  }

  /** Begins to listen, says that this manager is there, and asks who else is. */
  start(): void {
    const { bus, subjects } = this.#options
    this.#subscriptions.push(
      bus.subscribe(subjects.ofNode('*').presence, (message) => this.#hearNode(message)),
      bus.subscribe(subjects.ofManager('*').presence, (message) => this.#hearManager(message)),
      bus.watch((state) => this.#follow(state)),
    )
    this.#follow(bus.state)
  }

  /** Says that this manager goes, and listens no more. */
  close(): void {
    this.#stopPresence?.()
    this.#stopRollCallAnswer?.()
    this.#publish(encodePresence({ ...this.#own, isLeaving: true }))
    for (const subscription of this.#subscriptions) subscription.end()
    this.#news.flush()
    this.#nodes.close()
    this.#managers.close()
  }

  /** Writes to the log what has happened so far. */
  flush(): void {
    this.#news.flush()
  }

  /** Whether the bus is reached: otherwise nobody knows who is there. */
  get isConnected(): boolean {
    return this.#options.bus.state === 'connected'
  }

  /** What this manager says of itself. */
  get own(): Presence {
    return this.#own
  }

  /** The nodes that the files name, by name; managers are not among them. */
  get expected(): readonly ExpectedNode[] {
    return this.#expectation.nodes
  }

  /** The nodes that are there, by name. */
  get present(): readonly Member[] {
    return this.#nodes.members
  }

  /** The other managers that are there, by name. */
  get managers(): readonly Member[] {
    return this.#managers.members
  }

  /** The nodes that are expected and are not there. Whoever is there as a manager is not missed. */
  get missing(): readonly ExpectedNode[] {
    return this.expected.filter(
      ({ name }) => this.node(name) === undefined && this.#managers.get(name) === undefined,
    )
  }

  /** The nodes that are there and not expected, where any are expected. */
  get unknown(): readonly Member[] {
    if (this.expected.length === 0) return []
    return this.present.filter(({ name }) => !this.#isExpected(name))
  }

  /** A node that is there. */
  node(name: string): Member | undefined {
    return this.#nodes.get(name)
  }

  /** The nodes of a subcluster that are there, by name. */
  inSubcluster(name: string): readonly Member[] {
    const wanted = name.toLowerCase()
    return this.present.filter(({ subcluster }) => subcluster?.toLowerCase() === wanted)
  }

  /** The names of all subclusters that a file or a node names, in lower case. */
  get subclusters(): ReadonlySet<string> {
    const names = [...this.expected, ...this.present].map(({ subcluster }) => subcluster)
    return new Set(names.flatMap((name) => name?.toLowerCase() ?? []))
  }

  /** Calls back when nodes come and go. */
  watch(listener: (news: News) => void): Subscription {
    this.#listeners.add(listener)
    return { end: () => this.#listeners.delete(listener) }
  }

  /** What the files say from now on. */
  expect(expectation: Expectation): void {
    this.#expectation = expectation
    this.#expectedNames = new Set(expectation.nodes.map(({ name }) => name.toLowerCase()))
  }

  /** Within how many milliseconds a lost member is noticed from now on. */
  set nodeTimeout(milliseconds: number) {
    if (milliseconds === this.#nodeTimeout) return
    this.#nodeTimeout = milliseconds
    this.#nodes.timeout = milliseconds
    this.#managers.timeout = milliseconds
    this.#sayPresence()
  }

  /** This manager has another epoch from now on, which the others hear at once. */
  set epoch(epoch: number) {
    this.#own = { ...this.#own, epoch }
    this.#sayPresence()
  }

  #isExpected(name: string): boolean {
    return this.#expectedNames.has(name.toLowerCase()) || this.#managesHere(name)
  }

  /** A node may run on the host of a manager, which the files name as such. */
  #managesHere(name: string): boolean {
    const key = name.toLowerCase()
    return this.#expectation.managers.some((host) => host.toLowerCase() === key)
  }

  /** Another manager of this one's name is there besides it, and has not followed it. */
  #ofManagers(news: News): News {
    return news.kind === 'came' && news.member.name.toLowerCase() === this.#own.name.toLowerCase()
      ? { kind: 'twice', member: news.member }
      : news
  }

  #follow(state: BusState): void {
    if (state === 'connected') {
      this.#nodes.resume()
      this.#managers.resume()
      this.#sayPresence()
      this.#publish(encodeRollCall())
    } else {
      this.#stopPresence?.()
      this.#nodes.pause()
      this.#managers.pause()
    }
  }

  #hearNode(message: BusMessage): void {
    const presence = this.#presenceIn(message)
    if (presence !== undefined) this.#nodes.hear(presence)
  }

  #hearManager(message: BusMessage): void {
    if (isTooLong(message)) return
    const presence = this.#presenceIn(message)
    if (presence?.run === this.#own.run) return
    if (presence !== undefined) return this.#managers.hear(presence)
    const sender = this.#options.subjects.senderOf(message.subject)
    if (sender !== this.#own.name.toLowerCase() && isRollCall(message.payload)) this.#answer()
  }

  /** A presence of whoever has sent it, and of nobody else. */
  #presenceIn(message: BusMessage): Presence | undefined {
    if (isTooLong(message)) return undefined
    const presence = decodePresence(message.payload)
    const sender = this.#options.subjects.senderOf(message.subject)
    return presence?.name.toLowerCase() === sender && sender !== '' ? presence : undefined
  }

  /** Answers a roll call, however many come in one go. */
  #answer(): void {
    if (this.#stopRollCallAnswer !== undefined) return
    const { timing } = this.#options
    const rest = this.#rollCallAnswered + ROLL_CALL_PAUSE - timing.monotonic()
    this.#stopRollCallAnswer = timing.after(Math.max(rest, 0), () => {
      this.#stopRollCallAnswer = undefined
      this.#rollCallAnswered = timing.monotonic()
      this.#publish(encodePresence(this.#own))
    })
  }

  /** Says that this manager is there, now and again and again. */
  #sayPresence(): void {
    this.#stopPresence?.()
    this.#publish(encodePresence(this.#own))
    this.#stopPresence = this.#options.timing.after(this.#nodeTimeout / 3, () =>
      this.#sayPresence(),
    )
  }

  #publish(payload: Uint8Array): void {
    const { bus, subjects } = this.#options
    bus.publish(subjects.ofManager(this.#own.name).presence, payload)
  }
}

function isTooLong({ payload }: BusMessage): boolean {
  return payload.length > LONGEST_PRESENCE
}

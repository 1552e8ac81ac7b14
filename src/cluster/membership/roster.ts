import type { Presence } from '../messages/presence.js'
import type { Timing } from '../timing.js'
import { byName } from './expected-nodes.js'

/** A member that is there. */
export interface Member extends Presence {
  /** When this run of it was heard first. */
  readonly since: Date
  /** Whether another run under the same name is there too. */
  readonly isTwice: boolean
}

/** What has changed among the members. */
export type News =
  | { readonly kind: 'came' | 'left' | 'lost' | 'restarted' | 'twice'; readonly member: Member }
  /** There is no room for one more. */
  | { readonly kind: 'full'; readonly name: string }

interface Heard {
  member: Member
  /** When it was heard last, by the monotonic clock. */
  at: number
  /** The run that this one has taken the place of. */
  before?: { readonly run: string; readonly replacedAt: number; heardAt: number }
}

interface RosterOptions {
  readonly timing: Timing
  /** How many members there may be. */
  readonly most: number
  readonly tell: (news: News) => void
}

/** Who is there, of one kind of members: whoever is not heard for some time is lost. */
export class Roster {
  readonly #options: RosterOptions
  /** By lower-case name, in the order in which they were heard last. */
  readonly #heard = new Map<string, Heard>()
  /** The runs that have said that they go, with the time: what is still on its way does not count. */
  readonly #gone = new Map<string, number>()
  #sorted: readonly Member[] | undefined
  #timeout: number
  #stopTimer: (() => void) | undefined
  #isPaused = false

  /** @param timeout after how many milliseconds a member counts as lost */
  constructor(timeout: number, options: RosterOptions) {
    this.#timeout = timeout
    this.#options = options
  }

  /** All who are there, by name. */
  get members(): readonly Member[] {
    this.#sorted ??= [...this.#heard.values()].map(({ member }) => member).sort(byName)
    return this.#sorted
  }

  get(name: string): Member | undefined {
    return this.#heard.get(name.toLowerCase())?.member
  }

  set timeout(milliseconds: number) {
    this.#timeout = milliseconds
    this.#watch()
  }

  /** Takes what a member says of itself. */
  hear(presence: Presence): void {
    if (this.#gone.has(presence.run)) return
    const key = presence.name.toLowerCase()
    const known = this.#heard.get(key)
    if (presence.isLeaving) return this.#leave(key, known, presence.run)
    if (known === undefined) return this.#come(key, presence)
    if (known.member.run === presence.run) return this.#goesOn(key, known, presence)
    if (known.before?.run === presence.run) return this.#other(known, known.before)
    this.#restart(key, known, presence)
  }

  /** Nobody is lost until `resume`: nobody could be heard. */
  pause(): void {
    this.#isPaused = true
    this.#stopTimer?.()
    this.#stopTimer = undefined
  }

  /** Everybody has the whole time again to be heard. */
  resume(): void {
    this.#isPaused = false
    const now = this.#now
    for (const heard of this.#heard.values()) heard.at = now
    this.#watch()
  }

  close(): void {
    this.pause()
    this.#heard.clear()
    this.#sorted = undefined
  }

  get #now(): number {
    return this.#options.timing.monotonic()
  }

  #come(key: string, presence: Presence): void {
    const { most, tell } = this.#options
    if (this.#heard.size >= most) return tell({ kind: 'full', name: presence.name })
    const member = this.#memberOf(presence)
    this.#set(key, { member, at: this.#now })
    if (this.#heard.size === 1) this.#watch()
    tell({ kind: 'came', member })
  }

  #goesOn(key: string, known: Heard, presence: Presence): void {
    const { member, before } = known
    const isTwice = member.isTwice && before !== undefined && this.#isRecent(before.heardAt)
    // The order is that of the times, so that the first one is the next to be lost.
    this.#heard.delete(key)
    known.at = this.#now
    const isSame = isTwice === member.isTwice && samePresence(member, presence)
    if (isSame) this.#heard.set(key, known)
    else this.#set(key, { ...known, member: { ...presence, since: member.since, isTwice } })
  }

  /**
   * The run from before is heard once more. Its last words may come late; when it goes on for longer
   * than the time between two presences, it is there.
   */
  #other(known: Heard, before: NonNullable<Heard['before']>): void {
    before.heardAt = this.#now
    if (this.#now - before.replacedAt < this.#timeout / 3 || known.member.isTwice) return
    known.member = { ...known.member, isTwice: true }
    this.#sorted = undefined
    this.#options.tell({ kind: 'twice', member: known.member })
  }

  #restart(key: string, known: Heard, presence: Presence): void {
    const now = this.#now
    const before = { run: known.member.run, replacedAt: now, heardAt: now }
    const member = this.#memberOf(presence)
    this.#heard.delete(key)
    this.#set(key, { member, at: now, before })
    this.#options.tell({ kind: 'restarted', member })
  }

  #leave(key: string, known: Heard | undefined, run: string): void {
    this.#forgetGone()
    this.#gone.set(run, this.#now)
    if (known === undefined || known.member.run !== run) return
    this.#drop(key)
    this.#options.tell({ kind: 'left', member: known.member })
  }

  /** Messages overtake one another, but none is on its way for longer than it takes to be lost. */
  #forgetGone(): void {
    for (const [run, at] of this.#gone) {
      if (this.#isRecent(at) && this.#gone.size < this.#options.most) break
      this.#gone.delete(run)
    }
  }

  #isRecent(at: number): boolean {
    return this.#now - at < this.#timeout
  }

  #memberOf(presence: Presence): Member {
    return { ...presence, since: this.#options.timing.now(), isTwice: false }
  }

  #set(key: string, heard: Heard): void {
    this.#heard.set(key, heard)
    this.#sorted = undefined
  }

  #drop(key: string): void {
    this.#heard.delete(key)
    this.#sorted = undefined
  }

  /** Waits for the moment at which the next member would be lost. */
  #watch(): void {
    this.#stopTimer?.()
    this.#stopTimer = undefined
    const [first] = this.#heard.values()
    if (first === undefined || this.#isPaused) return
    const rest = Math.max(first.at + this.#timeout - this.#now, 1)
    this.#stopTimer = this.#options.timing.after(rest, () => this.#lose())
  }

  #lose(): void {
    for (const [key, { member, at }] of this.#heard) {
      if (this.#isRecent(at)) break
      this.#drop(key)
      this.#options.tell({ kind: 'lost', member })
    }
    this.#watch()
  }
}

function samePresence(member: Presence, presence: Presence): boolean {
  return (
    member.name === presence.name &&
    member.subcluster === presence.subcluster &&
    member.type === presence.type &&
    member.version === presence.version &&
    member.address === presence.address &&
    member.privateName === presence.privateName &&
    member.epoch === presence.epoch &&
    member.groups.join() === presence.groups.join()
  )
}

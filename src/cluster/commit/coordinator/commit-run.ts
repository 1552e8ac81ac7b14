import type { CommitAnswer, CommitRequest, NodeReport, Phase } from '../messages.js'
import { reasonOf } from '../reason-of.js'
import { sha256 } from '../sha256.js'
import type { Calls } from './calls.js'
import { Ending } from './ending.js'
import type { ManagerMemory } from './memory.js'
import type { CommitProgress, CoordinatorOptions } from './ports.js'
import type { ManagedCommit } from './records.js'

/** For how long an answer to `prepare` is waited for: a node plans and lints. */
const PREPARE_PATIENCE = 60_000
/** After how long a prepared node forgets a commit that nobody has applied: longer than all of them need. */
const PREPARED_FOR = 10 * 60_000
/** For how long an answer to `apply` is waited for. */
const APPLY_PATIENCE = 60_000
/** For how long the answers to the first step of confirming are waited for. */
const EXTEND_PATIENCE = 20_000
/** How much time confirming gives the nodes at least; it is decided in the first half of it. */
const CONFIRMING = 120_000
/** For how long a node that has asked for the decision is asked what it does. */
const LOOK_PATIENCE = 15_000
/** The states in which a node can still be confirmed. */
const GOING_ON: ReadonlySet<string> = new Set(['prepared', 'applying', 'provisional'])
/** The states in which a node has ended a commit without it. */
const TAKEN_BACK: ReadonlySet<string> = new Set(['aborted', 'rolled-back'])
/** How many nodes are touched at once. */
const AT_ONCE = 32
/** When a node that has answered, but is not ready yet, is asked again. */
const ASK_AGAIN = 5000

export interface RollOut {
  /** How many nodes go first. */
  readonly canary: number
  /** After how many failures no further node is touched; one of them cancels all in the end. */
  readonly maxFailures: number
  readonly progress: (progress: CommitProgress) => void
}

/** What a commit that is decided or not is doing. */
export type RunStep = 'preparing' | 'applying' | 'provisional' | 'confirming' | 'decided'

interface Refused {
  readonly kind: 'refused'
  /** Why, for people. */
  readonly lines: readonly string[]
}

/** What came of a step that somebody has asked for. */
export type StepOutcome = { readonly kind: 'done' } | Refused

/** What a commit run needs of its manager. */
export interface RunContext {
  readonly options: CoordinatorOptions
  readonly memory: ManagerMemory
  readonly calls: Calls
  /** The decision was made and every node has answered, or the manager was superseded. */
  readonly over: (run: CommitRun) => void
}

/** One commit on a manager, from `prepare` until every node has answered to the decision. */
export class CommitRun {
  readonly #context: RunContext
  readonly #reports = new Map<string, NodeReport>()
  readonly #rollOut = new Ending()
  readonly #delivery = new Ending()
  #step: RunStep = 'preparing'
  #length: number
  #sequence = 0
  /** By the monotonic clock: when the first node takes back what it runs. */
  #deadline: number | undefined
  #stopTimer: (() => void) | undefined
  #appliedAt: number | undefined
  /** The decision is being written: nobody may be told that there is none. */
  #isDeciding = false
  /** The writing of the decision to confirm. */
  #saving: Promise<void> | undefined
  #decide: () => void = () => undefined
  #conclude: () => void = () => undefined
  #keep: () => void = () => undefined
  #progress: RollOut['progress'] = () => undefined
  /** Fulfilled when it is decided, or another manager has taken it over. */
  readonly decided: Promise<void>
  /**
   * Fulfilled when a node has the decision to confirm in its journal, so that whoever takes the commit over
   * finds it there: nobody is told before that it is confirmed.
   */
  readonly kept: Promise<void>
  /** Fulfilled when nothing is left to do. */
  readonly concluded: Promise<void>
  readonly txid: string

  constructor(commit: ManagedCommit, length: number, context: RunContext) {
    this.#context = context
    this.txid = commit.txid
    this.#length = length
    this.decided = new Promise((resolve) => {
      this.#decide = resolve
    })
    this.kept = new Promise((resolve) => {
      this.#keep = resolve
    })
    this.concluded = new Promise((resolve) => {
      this.#conclude = resolve
    })
  }

  get commit(): ManagedCommit {
    return this.#context.memory.commit(this.txid) as ManagedCommit
  }

  get step(): RunStep {
    return this.#step
  }

  /** When all nodes ran the candidate, by the monotonic clock. */
  get appliedAt(): number | undefined {
    return this.#appliedAt
  }

  /** When it is taken back unless it is confirmed, by the wall clock. */
  get deadline(): Date | undefined {
    if (this.#deadline === undefined || this.#step === 'decided') return undefined
    const { timing } = this.#context.options
    return new Date(timing.now().getTime() + this.#deadline - timing.monotonic())
  }

  /** What a node has said last. */
  report(node: string): NodeReport | undefined {
    return this.#reports.get(node)
  }

  /** Prepares and applies. @returns whether all nodes run the candidate, until the deadline */
  async rollOut({ canary, maxFailures, progress }: RollOut): Promise<boolean> {
    const { timing } = this.#context.options
    this.#progress = progress
    const nodes = this.commit.nodes.map(({ node }) => node)
    const prepared = await this.#all('prepare', nodes, AT_ONCE, PREPARE_PATIENCE)
    if (!(await this.#takeVotes(prepared))) return false
    this.#step = 'applying'
    this.#deadline = timing.monotonic() + this.#length
    let failures: string[] = []
    const groups = canary > 0 ? [nodes.slice(0, canary), nodes.slice(canary)] : [nodes]
    for (const group of groups) {
      if (group.length === 0 || this.#isDecided) continue
      const applied = await this.#all('apply', group, AT_ONCE, APPLY_PATIENCE, {
        mayGoOn: (failed) => failures.length + failed <= maxFailures,
      })
      failures = [...failures, ...failuresOf(applied)]
      if (failures.length > maxFailures) break
    }
    if (this.#isDecided) return false
    if (failures.length > 0) {
      await this.cancel(failures.join('; '))
      return false
    }
    this.#step = 'provisional'
    this.#appliedAt = timing.monotonic()
    this.#armDeadline()
    const { by, txid } = this.commit
    const { deadline } = this
    if (deadline !== undefined) this.#tell({ kind: 'provisional', txid, by, deadline })
    return true
  }

  /** Makes it stay, in three steps: all extend; it is decided; all are told until each has answered. */
  async confirm(): Promise<StepOutcome> {
    if (this.#step !== 'provisional') return refused(this.#cannot('confirmed'))
    this.#step = 'confirming'
    try {
      return await this.#confirmNow()
    } finally {
      if (!this.#isDecided) {
        this.#step = 'provisional'
        this.#armDeadline()
      }
    }
  }

  /** Gives all nodes another time. */
  async extend(length: number): Promise<StepOutcome> {
    if (this.#step !== 'provisional') return refused(this.#cannot('extended'))
    const begin = this.#context.options.timing.monotonic()
    const failed = await this.#extended(length, false)
    if (this.#isDecided) return refused(this.#cannot('extended'))
    // A node that has not answered may have either time.
    const isShorter = begin + length < (this.#deadline ?? 0)
    if (failed.length === 0 || isShorter) this.#deadline = begin + length
    this.#armDeadline()
    return failed.length > 0 ? refused(failed) : { kind: 'done' }
  }

  /** Takes it back, unless it is decided already. @returns whether it is cancelled */
  async cancel(reason: string): Promise<boolean> {
    if (!this.#isDecided && !this.#isDeciding) {
      this.#rollOut.end()
      const commit = { ...this.commit, decision: 'cancelled' as const, reason }
      // A manager that finds no decision in its journal cancels too: the record may be lost.
      const saving = this.#context.memory.saveIfPossible(commit)
      this.#beDecided()
      const failed = await saving
      if (failed !== undefined) this.#say(failed)
      this.#tell({ kind: 'cancelled', txid: this.txid, by: commit.by, reason })
      this.deliver()
    }
    return this.commit.decision === 'cancelled'
  }

  /** Tells all nodes the decision, which is there, until each has answered. */
  deliver(): void {
    this.#beDecided()
    const nodes = this.commit.nodes.map(({ node }) => node)
    const delivered = new Set<string>()
    const all = Promise.all(nodes.map((node) => this.#deliverTo(node, delivered)))
    void all.then(async () => {
      if (this.commit.supersededBy !== undefined) return
      await this.#context.memory.saveIfPossible({ ...this.commit, isOver: true })
      this.#conclude()
      this.#context.over(this)
    })
  }

  /** Answers a node that has asked how it was decided. */
  answerQuestion(node: string, number: number): void {
    if (this.commit.supersededBy !== undefined || this.#isDeciding) return
    if (!this.commit.nodes.some((each) => each.node === node)) return
    if (this.#isDecided) {
      this.#send(node, this.#decisionRequest(node))
      this.#context.calls.nudge(node)
    } else if (this.#step !== 'preparing') {
      this.#send(node, this.#request('undecided', node, { sequence: number }))
      void this.#lookAfter(node, number)
    }
  }

  /** A node that has given up can never be confirmed: then all are cancelled. */
  async #lookAfter(node: string, number: number): Promise<void> {
    const request = this.#request('state', node, { sequence: number })
    const answer = await this.#context.calls.ask(node, request, LOOK_PATIENCE)
    if (answer === undefined || this.#isDecided || this.#isDeciding) return
    await this.#note(node, answer)
    const { state, reason } = answer.report
    if (!GOING_ON.has(state)) await this.cancel(`${node}: ${reason || state}`)
  }

  stop(): void {
    this.#disarm()
  }

  /** Whether it is decided that it stays, when a decision that is being written is written or lost. */
  async stays(): Promise<boolean> {
    await this.#saving?.catch(() => undefined)
    return this.commit.decision === 'confirmed' && this.commit.supersededBy === undefined
  }

  get #isDecided(): boolean {
    return this.commit.decision !== undefined || this.commit.supersededBy !== undefined
  }

  async #takeVotes(votes: ReadonlyMap<string, CommitAnswer | undefined>): Promise<boolean> {
    if (this.#isDecided) return false
    const failures = failuresOf(votes)
    if (failures.length > 0) {
      await this.cancel(failures.join('; '))
      return false
    }
    const nodes = this.commit.nodes.map(({ node, base }) => {
      return { node, base, candidate: votes.get(node)?.report.candidate ?? '' }
    })
    const failed = await this.#context.memory.saveIfPossible({ ...this.commit, nodes })
    if (failed === undefined || this.#isDecided) return !this.#isDecided
    await this.cancel(failed)
    return false
  }

  async #confirmNow(): Promise<StepOutcome> {
    const { timing } = this.#context.options
    const begin = timing.monotonic()
    const length = Math.max(CONFIRMING, (this.#deadline ?? begin) - begin)
    const failed = await this.#extended(length, true)
    if (this.#isDecided) return refused(this.#cannot('confirmed'))
    if (failed.length > 0) return refused(failed)
    this.#deadline = begin + length
    if (timing.monotonic() - begin > CONFIRMING / 2) {
      return refused(['The nodes have answered too late; nothing is decided.'])
    }
    this.#isDeciding = true
    try {
      this.#saving = this.#context.memory.save({ ...this.commit, decision: 'confirmed' })
      await this.#saving
    } catch (error) {
      return refused([`The decision cannot be written, so nothing is decided: ${reasonOf(error)}`])
    } finally {
      this.#isDeciding = false
    }
    void this.kept.then(() => {
      this.#tell({ kind: 'confirmed', txid: this.txid, by: this.commit.by })
    })
    this.deliver()
    return { kind: 'done' }
  }

  /**
   * Extends the time on all nodes. A node that runs something else, or has given up, can never be
   * confirmed: then all are cancelled. When one does not answer, nothing is decided.
   * @returns why it is not done
   */
  async #extended(length: number, isConfirming: boolean): Promise<readonly string[]> {
    this.#sequence++
    const more = { sequence: this.#sequence, length: Math.ceil(length), isConfirming }
    const nodes = this.commit.nodes.map(({ node }) => node)
    const answers = await this.#all('extend', nodes, nodes.length, EXTEND_PATIENCE, { more })
    if (this.#isDecided) return []
    const refusals = failuresOf(new Map([...answers].filter(([, answer]) => answer !== undefined)))
    if (refusals.length > 0) await this.cancel(refusals.join('; '))
    return failuresOf(answers)
  }

  /** Asks several nodes, some at once. @returns the answers of those that were asked */
  async #all(
    phase: Phase,
    nodes: readonly string[],
    atOnce: number,
    patience: number,
    how: {
      readonly more?: Partial<CommitRequest>
      /** Asked before each node, with the number of failures so far. */
      readonly mayGoOn?: (failed: number) => boolean
    } = {},
  ): Promise<Map<string, CommitAnswer | undefined>> {
    const answers = new Map<string, CommitAnswer | undefined>()
    const left = [...nodes]
    let failed = 0
    const work = async () => {
      for (let node = left.shift(); node !== undefined; node = left.shift()) {
        if (this.#isDecided || how.mayGoOn?.(failed) === false) return
        const request = this.#request(phase, node, how.more)
        const answer = await this.#context.calls.ask(node, request, patience, this.#rollOut)
        answers.set(node, answer)
        if (answer !== undefined) await this.#note(node, answer)
        const isDone = answer?.isDone === true
        if (!isDone) failed++
        if (this.#isDecided || (phase !== 'prepare' && phase !== 'apply')) continue
        const refusal = isDone ? [] : (answer?.refusal ?? [NO_ANSWER])
        const counts = { count: answers.size, total: this.commit.nodes.length }
        this.#progress({ step: phase, node, isDone, refusal, ...counts })
      }
    }
    await Promise.all(Array.from({ length: Math.min(atOnce, nodes.length) }, work))
    return answers
  }

  async #deliverTo(node: string, delivered: Set<string>): Promise<void> {
    const step = this.commit.decision === 'confirmed' ? 'confirm' : 'cancel'
    while (!this.#delivery.isOver) {
      const request = this.#decisionRequest(node)
      const answer = await this.#context.calls.ask(node, request, undefined, this.#delivery)
      if (answer === undefined) return
      await this.#note(node, answer)
      const { isEnded, state } = answer.report
      if (isEnded || state === 'idle') {
        delivered.add(node)
        const { isDone, refusal } = answer
        const counts = { count: delivered.size, total: this.commit.nodes.length }
        this.#progress({ step, node, isDone, refusal, ...counts })
        return
      }
      await this.#pause(ASK_AGAIN)
    }
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.#context.options.timing.after(milliseconds, resolve)
    })
  }

  /** Keeps what a node says; another manager may have taken the commit over. */
  async #note(node: string, { report }: CommitAnswer): Promise<void> {
    this.#reports.set(node, report)
    const { owner, ownerEpoch, isEnded, state } = report
    const { manager } = this.#context.options
    const { epoch, decision, supersededBy } = this.commit
    if (supersededBy !== undefined) return
    if (decision === 'confirmed' && state === 'confirmed') this.#keep()
    const isOther = owner !== '' && (owner !== manager || ownerEpoch > epoch)
    // A commit that another manager has ended is over here too. Only when it was decided here that the commit
    // stays, and the other manager has taken it back, has that to be said.
    const isAsDecided = decision !== 'confirmed' || !TAKEN_BACK.has(state)
    if (!isOther || (isEnded && isAsDecided)) return
    this.#rollOut.end()
    this.#delivery.end()
    await this.#context.memory.saveIfPossible({ ...this.commit, supersededBy: owner })
    this.#beDecided()
    this.#tell({ kind: 'superseded', txid: this.txid, manager: owner })
    this.#conclude()
    this.#context.over(this)
  }

  #decisionRequest(node: string): CommitRequest {
    const { decision, secret, reason } = this.commit
    return decision === 'confirmed'
      ? this.#request('confirm', node, { secret })
      : this.#request('cancel', node, { reason: reason.slice(0, 2000) })
  }

  #request(phase: Phase, node: string, more: Partial<CommitRequest> = {}): CommitRequest {
    const { txid, epoch, nodes, changes, by, secret } = this.commit
    const { base = '', candidate = '' } = nodes.find((each) => each.node === node) ?? {}
    const request = { txid, epoch, phase, sequence: 0, base, candidate, ...more }
    if (phase === 'prepare') {
      const participants = nodes.map((each) => each.node)
      const secretHash = sha256(secret)
      return { ...request, changes, participants, by, secretHash, length: PREPARED_FOR }
    }
    if (phase !== 'apply') return request
    const { timing } = this.#context.options
    const rest = (this.#deadline ?? 0) - timing.monotonic()
    return { ...request, length: Math.max(1000, Math.round(rest)) }
  }

  #send(node: string, request: CommitRequest): void {
    void this.#context.calls.ask(node, request, 1)
  }

  #beDecided(): void {
    this.#step = 'decided'
    this.#disarm()
    this.#decide()
  }

  #armDeadline(): void {
    this.#disarm()
    const { timing } = this.#context.options
    const rest = Math.max(0, (this.#deadline ?? 0) - timing.monotonic())
    this.#stopTimer = timing.after(rest, () => {
      // While it is being confirmed, that decides; what comes of it arms the deadline again.
      if (this.#step === 'provisional') void this.cancel('It was not confirmed in time')
    })
  }

  #disarm(): void {
    this.#stopTimer?.()
    this.#stopTimer = undefined
  }

  #cannot(what: string): readonly string[] {
    const { decision, supersededBy } = this.commit
    if (supersededBy !== undefined)
      return [`The manager ${supersededBy} has taken the commit over.`]
    if (decision !== undefined) return [`The commit is ${decision}: it cannot be ${what}.`]
    return [`The commit is ${this.#step}: it cannot be ${what} now.`]
  }

  #tell(notice: Parameters<NonNullable<CoordinatorOptions['tell']>>[0]): void {
    this.#context.options.tell?.(notice)
  }

  #say(line: string): void {
    this.#context.options.say?.(line)
  }
}

const NO_ANSWER = 'It has not answered in time.'

function failuresOf(answers: ReadonlyMap<string, CommitAnswer | undefined>): string[] {
  return [...answers].flatMap(([node, answer]) => {
    if (answer?.isDone === true) return []
    return [`${node}: ${answer?.refusal[0] ?? NO_ANSWER}`]
  })
}

export function refused(lines: readonly string[]): Refused {
  return { kind: 'refused', lines }
}

import type { Bus, Subscription } from '../../bus/bus.js'
import type { Subjects } from '../../bus/subjects.js'
import type { Timing } from '../../timing.js'
import { deadlineIn, restOf } from '../deadline.js'
import {
  type CommitAnswer,
  type CommitRequest,
  decodeQuestion,
  decodeRequest,
  decodeTold,
  encodeAnswer,
  encodeQuestion,
  encodeTold,
  type Holder,
  MOST_REFUSAL_LINES,
  type NodeReport,
} from '../messages.js'
import { nextPause, type PauseLimits } from '../next-pause.js'
import type { JournalDisk, NodeConfiguration } from '../ports.js'
import { reasonOf } from '../reason-of.js'
import { sha256 } from '../sha256.js'
import { Installation } from './installation.js'
import { NodeMemory } from './memory.js'
import type { EndedCommit, HeldCommit, KeptFile } from './records.js'

export interface ParticipantOptions {
  /** The name of the node. */
  readonly node: string
  readonly bus: Bus
  readonly subjects: Subjects
  readonly timing: Timing
  readonly disk: JournalDisk
  readonly configuration: NodeConfiguration
  /** Is told what a person should know, one line at a time. */
  readonly say?: (line: string) => void
}

/** For how long a node at its deadline asks for the decision before it takes back what it runs. */
const ASKING = 10_000
/** How often it asks then. */
const ASK_AGAIN = 2000
/** How often a node that has diverged asks. */
const DIVERGED_ASKS: PauseLimits = [5000, 60_000]
/** How often a node tries again what the disk does not let it do. */
const TRY_AGAIN: PauseLimits = [5000, 60_000]
/** How many messages wait for their turn; others are dropped, and come again. */
const MOST_WAITING = 100

/**
 * The end of a cluster commit on a node (docs/cluster.md). What it has promised is in its journal
 * before it says so, and whatever happens to it, to its machine or to its connection, it comes to an
 * end of its own accord: to the base, unless it learns that the commit is confirmed.
 */
export class Participant {
  readonly #options: ParticipantOptions
  readonly #memory: NodeMemory
  readonly #installation: Installation
  readonly #subscriptions: Subscription[] = []
  readonly #waiting = new Set<string>()
  #queue: Promise<void> = Promise.resolve()
  #isStopped = false
  /** What is to happen by itself: at the deadline, or when something is tried again. */
  #timer: (() => void) | undefined
  /** What a later question carries, and its answer. */
  #question = 0
  #pause = 0

  private constructor(options: ParticipantOptions, memory: NodeMemory) {
    this.#options = options
    this.#memory = memory
    this.#installation = new Installation(options.configuration, memory)
  }

  /**
   * Brings what the node runs in order as its journal says, and then listens. The node must not serve
   * before the promise is fulfilled.
   * @throws the errors of the disk
   */
  static async start(options: ParticipantOptions): Promise<Participant> {
    const { memory, said } = await NodeMemory.open(options.disk)
    for (const line of said) options.say?.(line)
    const participant = new Participant(options, memory)
    await participant.#goOn()
    participant.#listen()
    return participant
  }

  /** The commit that holds the slot of this node: other changes of its configuration are refused. */
  get holder(): Holder | undefined {
    const { held } = this.#memory
    return held === undefined || held.state === 'diverged' ? undefined : holderOf(held)
  }

  /** The commit that is not over on this node. */
  get held(): HeldCommit | undefined {
    return this.#memory.held
  }

  ended(txid: string): EndedCommit | undefined {
    return this.#memory.ended(txid)
  }

  /** Whether something will happen by itself. */
  get isArmed(): boolean {
    return this.#timer !== undefined
  }

  /** Stops listening. What is armed is found again at the next start. */
  stop(): void {
    this.#isStopped = true
    this.#disarm()
    for (const subscription of this.#subscriptions) subscription.end()
  }

  #listen(): void {
    const { bus, subjects, node } = this.#options
    const own = subjects.ofManager('*').node(node)
    this.#subscriptions.push(
      bus.subscribe(own, ({ subject, payload }) => {
        const request = decodeRequest(payload)
        if (request === undefined) return
        const manager = subjects.senderOf(subject)
        const { txid, phase, sequence, epoch } = request
        this.#take([manager, txid, phase, sequence, epoch].join(' '), async () => {
          const answer = await this.#answer(request, manager)
          if (answer === undefined || this.#isStopped) return
          bus.publish(subjects.ofNode(node).answer(manager), encodeAnswer(answer))
        })
      }),
      bus.subscribe(subjects.ofNode('*').ask, ({ subject, payload }) => {
        const question = decodeQuestion(payload)
        if (question !== undefined) this.#tell(question.txid, subjects.senderOf(subject))
      }),
      bus.subscribe(subjects.ofNode('*').tell(node), ({ payload }) => {
        const told = decodeTold(payload)
        if (told === undefined) return
        const { txid, secret } = told
        this.#take(`told ${txid} ${secret}`, async () => {
          const held = this.#heldAs(txid)
          if (held !== undefined) await this.#confirm(held, secret)
        })
      }),
    )
  }

  /** Does one thing after the other; what waits already is not put in a second time. */
  #take(key: string, job: () => Promise<void>): void {
    if (this.#waiting.has(key) || this.#waiting.size >= MOST_WAITING) return
    this.#waiting.add(key)
    this.#enqueue(async () => {
      this.#waiting.delete(key)
      await job()
    })
  }

  #enqueue(job: () => Promise<void>): void {
    this.#queue = this.#queue.then(async () => {
      if (this.#isStopped) return
      try {
        await job()
      } catch (error) {
        this.#say(reasonOf(error))
      }
    })
  }

  /** Answers a node that asks: only that something was confirmed, and with the proof of it. */
  #tell(txid: string, asker: string): void {
    const { bus, subjects, node } = this.#options
    const { secret, participants } = this.#memory.ended(txid) ?? {}
    if (secret === undefined || participants?.includes(asker) === false) return
    bus.publish(subjects.ofNode(node).tell(asker), encodeTold({ txid, secret }))
  }

  async #answer(request: CommitRequest, manager: string): Promise<CommitAnswer | undefined> {
    const { txid, phase, sequence } = request
    const refusal = await this.#carryOut(request, manager)
    const report = await this.#report(txid, phase)
    return {
      txid,
      phase,
      sequence,
      isDone: refusal === undefined,
      refusal: (refusal ?? []).slice(0, MOST_REFUSAL_LINES),
      report,
    }
  }

  /** @returns why it is not done; undefined when it is */
  async #carryOut(request: CommitRequest, manager: string): Promise<readonly string[] | undefined> {
    switch (request.phase) {
      case 'survey':
      case 'state':
        return undefined
      case 'compare':
        return this.#differing(request)
      case 'prepare':
        return this.#prepare(request, manager)
      case 'take-over':
        return this.#takeOver(request, manager)
      case 'cancel':
        return this.#cancelled(request, manager)
      default: {
        const held = this.#heldAs(request.txid)
        if (held === undefined) return this.#over(request.txid)
        return this.#disobedience(held, request, manager) ?? this.#step(held, request)
      }
    }
  }

  async #step(held: HeldCommit, request: CommitRequest): Promise<readonly string[] | undefined> {
    const { phase, base, candidate } = request
    if (phase !== 'undecided' && (held.base !== base || held.candidate !== candidate)) {
      return ['The commit was prepared with another base or candidate.']
    }
    switch (phase) {
      case 'apply':
        return this.#apply(held, request)
      case 'extend':
        return this.#extend(held, request)
      case 'confirm':
        return this.#confirm(held, request.secret ?? '')
      default:
        return this.#undecided(held, request)
    }
  }

  /** Why a node does not obey a manager in a commit that it holds. */
  #disobedience(
    { owner, ownerEpoch }: HeldCommit,
    { epoch }: CommitRequest,
    manager: string,
  ): readonly string[] | undefined {
    if (owner === manager && epoch >= ownerEpoch) return undefined
    return [`The commit belongs to ${owner} with epoch ${ownerEpoch}.`]
  }

  /** What is answered about a commit that is over, or was never there. */
  #over(txid: string): readonly string[] {
    const ended = this.#memory.ended(txid)
    if (ended === undefined) return ['The commit is not known here.']
    return ended.refusal ?? [sentence(`The commit is ${ended.state}`, ended.reason)]
  }

  async #differing({ hashes = [] }: CommitRequest): Promise<readonly string[]> {
    const { options, absent } = await this.#options.configuration.compare(hashes)
    const room = MOST_REFUSAL_LINES / 2
    return [
      ...options.slice(0, room).map((option) => `runs ${option}`),
      ...absent.slice(0, room).map((hash) => `absent ${hash}`),
    ]
  }

  async #prepare(request: CommitRequest, manager: string): Promise<readonly string[] | undefined> {
    const { txid, epoch, base } = request
    if (this.#memory.ended(txid) !== undefined) return this.#over(txid)
    const { held } = this.#memory
    if (held?.txid === txid) return this.#disobedience(held, request, manager)
    const { highestEpoch } = this.#memory
    if (epoch < highestEpoch) {
      return [`The epoch ${epoch} of ${manager} is over: ${highestEpoch} is known here.`]
    }
    const refusal = held !== undefined ? heldBy(held) : await this.#prepared(request, manager)
    if (refusal === undefined) return undefined
    const known = { txid, owner: manager, ownerEpoch: epoch, base, candidate: '' }
    await this.#endQuietly({
      ...known,
      state: 'aborted',
      reason: refusal[0] ?? '',
      refusal: refusal.slice(0, MOST_REFUSAL_LINES),
      isConfirming: false,
      files: [],
    })
    return refusal
  }

  async #prepared(request: CommitRequest, manager: string): Promise<readonly string[] | undefined> {
    const { configuration, timing } = this.#options
    const { txid, epoch, base, changes = [], participants = [], length = 0 } = request
    const running = await configuration.running()
    if (running !== base) return ['Out of sync: what runs is not the base any more.']
    const plan = await configuration.plan(changes)
    if (plan.refused !== undefined) return plan.refused
    const { candidate } = plan
    if (request.candidate !== '' && request.candidate !== candidate) {
      return ['The changes come to something else here than in the files of the manager.']
    }
    const holder = { txid, manager, by: request.by ?? '', since: timing.now().toISOString() }
    try {
      // Somebody who writes one of the files now, another node for one, would still do so at the apply.
      await configuration.hold(holder)
    } catch (error) {
      await this.#releaseConfiguration()
      return [reasonOf(error)]
    }
    try {
      const files: KeptFile[] = []
      for (const [index, { path, before, after }] of plan.files.entries()) {
        const name = `${txid}.${index}`
        files.push({
          path,
          before: await this.#memory.keep(`${name}.before`, before),
          after: await this.#memory.keep(`${name}.after`, after),
        })
      }
      await this.#memory.hold({
        txid,
        owner: manager,
        ownerEpoch: epoch,
        state: 'prepared',
        reason: '',
        base,
        candidate,
        isConfirming: false,
        participants,
        files,
        by: holder.by,
        since: holder.since,
        secretHash: request.secretHash ?? '',
        deadline: deadlineIn(length, timing),
        sequence: 0,
      })
    } catch (error) {
      await this.#releaseConfiguration()
      return [`The byte copies and the journal cannot be written: ${reasonOf(error)}`]
    }
    this.#armDeadline()
    return undefined
  }

  async #apply(
    held: HeldCommit,
    { length = 0, epoch }: CommitRequest,
  ): Promise<readonly string[] | undefined> {
    if (held.state === 'provisional') return undefined
    if (held.state !== 'prepared') return [sentence(`The commit is ${held.state}`, held.reason)]
    const { timing } = this.#options
    this.#disarm()
    const deadline = deadlineIn(length, timing)
    const applying = { ...held, state: 'applying' as const, deadline, ownerEpoch: epoch }
    try {
      await this.#memory.hold(applying)
      const installed = await this.#installation.apply(applying)
      if (installed.kind !== 'there') return await this.#abort(applying, installed.reason)
    } catch (error) {
      return await this.#abort(applying, reasonOf(error))
    }
    try {
      await this.#memory.hold({ ...applying, state: 'provisional' })
    } catch (error) {
      return await this.#abort(applying, reasonOf(error))
    }
    this.#armDeadline()
    return undefined
  }

  /** Takes back what could not be applied. Until it is taken back, the journal says `applying`. */
  async #abort(held: HeldCommit, reason: string): Promise<readonly string[]> {
    this.#disarm()
    const restored = await this.#restore(held)
    const isStrange = restored.kind === 'strange'
    const isNew = isStrange && restored.reason !== reason
    const why = isNew ? `${reason}; ${restored.reason}` : reason
    const line = sentence('The commit could not be applied', why)
    if (restored.kind !== 'failed') {
      const failed = await this.#endIfPossible(held, isStrange ? 'abort-error' : 'aborted', why)
      if (failed === undefined) return [line]
    }
    this.#tryAgain(held.txid, () => this.#abort(held, reason))
    return [line]
  }

  async #extend(
    held: HeldCommit,
    { sequence, length = 0, isConfirming = false, epoch }: CommitRequest,
  ): Promise<readonly string[] | undefined> {
    if (held.state !== 'provisional') return [sentence(`The commit is ${held.state}`, held.reason)]
    if (sequence === held.sequence) return undefined
    if (sequence < held.sequence) return ['A later message has already extended the time.']
    if (!(await this.#installation.isApplied(held))) return ['What runs is not the candidate.']
    const deadline = deadlineIn(length, this.#options.timing)
    await this.#memory.hold({
      ...held,
      deadline,
      sequence,
      ownerEpoch: epoch,
      isConfirming: held.isConfirming || isConfirming,
    })
    this.#armDeadline()
    return undefined
  }

  async #confirm(held: HeldCommit, secret: string): Promise<readonly string[] | undefined> {
    if (sha256(secret) !== held.secretHash) return ['The proof of the decision is wrong.']
    switch (held.state) {
      case 'provisional': {
        const isApplied = await this.#installation.isApplied(held)
        const known = { ...held, secret }
        if (isApplied) await this.#end(known, 'confirmed', '')
        else await this.#end(known, 'diverged', 'Confirmed, but what runs is not the candidate')
        return undefined
      }
      case 'diverged':
        return this.#applyAgain({ ...held, secret })
      case 'rolling-back':
        // What the disk does not let it take back now is taken back first, and then applied again.
        await this.#memory.hold({ ...held, secret, becomes: 'diverged' })
        return ['It is being rolled back.']
      default:
        return [sentence(`The commit is ${held.state}`, held.reason)]
    }
  }

  /** A node that has rolled back learns that the commit is confirmed. */
  async #applyAgain(held: HeldCommit): Promise<readonly string[] | undefined> {
    this.#disarm()
    try {
      if (!(await this.#installation.isBase(held))) {
        await this.#end(held, 'diverged', 'Confirmed, but what runs is not the base any more')
        return undefined
      }
      const applying = { ...held, state: 'applying' as const }
      await this.#memory.hold(applying)
      await this.#holdConfiguration()
      return await this.#finishApplyingAgain(applying)
    } catch (error) {
      this.#tryAgain(held.txid, () => this.#applyAgain(held))
      return [reasonOf(error)]
    }
  }

  /** @throws the errors of the disk */
  async #finishApplyingAgain(held: HeldCommit): Promise<readonly string[] | undefined> {
    const installed = await this.#installation.apply(held, true)
    if (installed.kind === 'there') {
      await this.#end(held, 'confirmed', '')
      return undefined
    }
    const reason = `Confirmed, but it cannot be applied: ${installed.reason}`
    const restored = await this.#restore(held)
    if (restored.kind === 'failed' || (installed.kind === 'failed' && installed.isTransient)) {
      this.#tryAgain(held.txid, () => this.#finishApplyingAgain(held))
      return [sentence('It is not applied yet', installed.reason)]
    }
    await this.#end(held, restored.kind === 'there' ? 'diverged' : 'abort-error', reason)
    return undefined
  }

  async #cancelled(
    request: CommitRequest,
    manager: string,
  ): Promise<readonly string[] | undefined> {
    const { txid, epoch, base, candidate, reason = '' } = request
    const ended = this.#memory.ended(txid)
    if (ended !== undefined) {
      const isCancelled = ended.state === 'aborted' || ended.state === 'rolled-back'
      return isCancelled ? undefined : this.#over(txid)
    }
    const held = this.#heldAs(txid)
    if (held === undefined) {
      // The message that prepares it may still be on its way.
      const known = { txid, owner: manager, ownerEpoch: epoch, base, candidate }
      await this.#memory.end({ ...known, state: 'aborted', reason, isConfirming: false, files: [] })
      return undefined
    }
    const refusal = this.#disobedience(held, request, manager)
    if (refusal !== undefined) return refusal
    if (held.secret !== undefined) return ['The commit is confirmed.']
    const taken = { ...held, ownerEpoch: epoch }
    switch (held.state) {
      case 'prepared':
        await this.#end(taken, 'aborted', reason)
        return undefined
      case 'diverged':
        await this.#end(taken, 'rolled-back', reason)
        return undefined
      case 'applying':
        return this.#abort(taken, reason)
      default:
        return this.#rollBack(taken, 'rolled-back', reason)
    }
  }

  /** A manager says that nothing is decided: nobody can confirm this node any more. */
  async #undecided(
    held: HeldCommit,
    { sequence }: CommitRequest,
  ): Promise<readonly string[] | undefined> {
    const isLate = held.state !== 'provisional' || restOf(held.deadline, this.#options.timing) !== 0
    if (isLate || sequence !== this.#question) return undefined
    return this.#rollBack(held, 'rolled-back', 'It was not confirmed in time')
  }

  async #takeOver(request: CommitRequest, manager: string): Promise<readonly string[] | undefined> {
    const { txid, epoch, base, candidate } = request
    if (this.#memory.ended(txid) !== undefined) return undefined
    const held = this.#heldAs(txid)
    if (held === undefined) {
      // Whatever the other manager has still on its way must be refused.
      const reason = 'Another manager has taken it over before it was known here'
      const known = { txid, base, candidate, reason, isConfirming: false, files: [] }
      await this.#memory.end({ ...known, owner: '', ownerEpoch: epoch, state: 'aborted' })
      return undefined
    }
    const isOwn = held.owner === manager && epoch >= held.ownerEpoch
    if (!isOwn && epoch <= Math.max(held.ownerEpoch, this.#memory.highestEpoch)) {
      return [`The commit belongs to ${held.owner} with epoch ${held.ownerEpoch}.`]
    }
    await this.#memory.hold({ ...held, owner: manager, ownerEpoch: epoch })
    return undefined
  }

  async #rollBack(
    held: HeldCommit,
    becomes: 'rolled-back' | 'diverged',
    reason: string,
  ): Promise<readonly string[] | undefined> {
    this.#disarm()
    const rolling = { ...held, state: 'rolling-back' as const, becomes, reason }
    try {
      await this.#memory.hold(rolling)
      const failed = await this.#finishRollingBack(rolling)
      return failed === undefined ? undefined : [failed]
    } catch (error) {
      this.#tryAgain(held.txid, () => this.#rollBackAgain())
      return [reasonOf(error)]
    }
  }

  async #rollBackAgain(): Promise<void> {
    const { held } = this.#memory
    if (held?.state === 'rolling-back') await this.#finishRollingBack(held)
    else if (held?.state === 'provisional') await this.#expire()
  }

  /** @returns why it goes on later. @throws the errors of the disk */
  async #finishRollingBack(rolling: HeldCommit): Promise<string | undefined> {
    const { reason, becomes } = rolling
    const restored = await this.#restore(rolling)
    if (restored.kind === 'failed') {
      this.#tryAgain(rolling.txid, () => this.#rollBackAgain())
      return restored.reason
    }
    if (restored.kind === 'strange') {
      await this.#end(rolling, 'abort-error', `${restored.reason} (${reason})`)
      this.#say(`The commit ${rolling.txid} cannot be rolled back: ${restored.reason}.`)
      return undefined
    }
    if (becomes === 'rolled-back') {
      await this.#end(rolling, 'rolled-back', reason)
      return undefined
    }
    await this.#memory.hold({ ...rolling, state: 'diverged' })
    await this.#releaseConfiguration()
    this.#pause = 0
    await this.#ask()
    return undefined
  }

  /** The deadline is over. */
  async #expire(): Promise<void> {
    const { held } = this.#memory
    if (held === undefined) return
    const rest = restOf(held.deadline, this.#options.timing) ?? 0
    if (rest > 0) this.#armDeadline()
    else if (held.state === 'prepared') {
      await this.#end(held, 'aborted', 'Nothing was decided in time')
    } else if (held.state === 'provisional') {
      this.#question++
      await this.#askUntil(this.#options.timing.monotonic() + ASKING)
    }
  }

  /** Asks for the decision, again and again; what nobody answers is taken back. */
  async #askUntil(end: number): Promise<void> {
    const { held } = this.#memory
    const { timing } = this.#options
    if (held?.state !== 'provisional') return
    if (restOf(held.deadline, timing) !== 0) {
      // The deadline was put off meanwhile.
      this.#armDeadline()
      return
    }
    if (timing.monotonic() >= end) {
      await this.#rollBack(held, 'diverged', 'At the deadline nobody could say how it was decided')
      return
    }
    this.#publishQuestion(held.txid)
    this.#arm(Math.min(ASK_AGAIN, end - timing.monotonic()), () => this.#askUntil(end))
  }

  /** A node that has diverged asks for the decision, less and less often. */
  async #ask(): Promise<void> {
    const { held } = this.#memory
    if (held?.state !== 'diverged') return
    if (held.secret !== undefined) {
      await this.#applyAgain(held)
      return
    }
    this.#question++
    this.#publishQuestion(held.txid)
    this.#pause = nextPause(this.#pause, DIVERGED_ASKS)
    this.#arm(this.#pause, () => this.#ask())
  }

  #publishQuestion(txid: string): void {
    const { bus, subjects, node } = this.#options
    const question = encodeQuestion({ txid, number: this.#question })
    bus.publish(subjects.ofNode(node).ask, question)
  }

  /** Goes on where the program or the system was stopped. */
  async #goOn(): Promise<void> {
    const { held } = this.#memory
    if (held === undefined) {
      await this.#releaseConfiguration()
      return
    }
    const rest = restOf(held.deadline, this.#options.timing)
    if (held.state !== 'diverged') await this.#holdConfiguration()
    try {
      switch (held.state) {
        case 'prepared':
          if (rest !== undefined && rest > 0) this.#armDeadline()
          else await this.#end(held, 'aborted', 'Nothing was decided in time')
          return
        case 'applying':
          if (held.secret !== undefined) await this.#finishApplyingAgain(held)
          else await this.#abort(held, 'The node was stopped while it was being applied')
          return
        case 'provisional':
          if (rest === undefined) {
            await this.#rollBack(held, 'diverged', 'The system was started again')
          } else this.#armDeadline()
          return
        case 'rolling-back':
          await this.#finishRollingBack(held)
          return
        case 'diverged':
          await this.#releaseConfiguration()
          await this.#ask()
      }
    } catch (error) {
      this.#say(reasonOf(error))
      this.#tryAgain(held.txid, () => this.#goOn())
    }
  }

  /** @throws the errors of the disk; then it is not over */
  async #end(held: HeldCommit, state: EndedCommit['state'], reason: string): Promise<void> {
    const { txid, owner, ownerEpoch, base, candidate, isConfirming, secret } = held
    const known = { txid, owner, ownerEpoch, base, candidate, isConfirming, secret }
    const { participants, files } = held
    await this.#memory.end({ ...known, state, reason, participants, files })
    this.#disarm()
    this.#pause = 0
    await this.#releaseConfiguration()
  }

  /** @returns why it is not over */
  async #endIfPossible(held: HeldCommit, state: EndedCommit['state'], reason: string) {
    try {
      await this.#end(held, state, reason)
      return undefined
    } catch (error) {
      return reasonOf(error)
    }
  }

  /** What cannot be recorded of a refusal is refused all the same. */
  async #endQuietly(commit: EndedCommit): Promise<void> {
    try {
      await this.#memory.end(commit)
    } catch (error) {
      this.#say(reasonOf(error))
    }
  }

  async #restore(held: HeldCommit) {
    try {
      return await this.#installation.restore(held)
    } catch (error) {
      return { kind: 'failed' as const, reason: reasonOf(error) }
    }
  }

  async #holdConfiguration(): Promise<void> {
    const { holder } = this
    if (holder !== undefined) await this.#quietly(() => this.#options.configuration.hold(holder))
  }

  async #releaseConfiguration(): Promise<void> {
    await this.#quietly(() => this.#options.configuration.release())
  }

  async #quietly(action: () => Promise<void>): Promise<void> {
    try {
      await action()
    } catch (error) {
      this.#say(reasonOf(error))
    }
  }

  async #report(txid: string, phase: CommitRequest['phase']): Promise<NodeReport> {
    const known = this.#memory.known(txid)
    const { held, highestEpoch } = this.#memory
    const isOfJournal = phase === 'state' || phase === 'take-over'
    return {
      state: known?.state ?? 'idle',
      isEnded: known !== undefined && known !== held,
      reason: (known?.reason ?? '').slice(0, 2000),
      base: known?.base ?? '',
      candidate: known?.candidate ?? '',
      running: await this.#running(),
      isConfirming: known?.isConfirming ?? false,
      owner: known?.owner ?? '',
      ownerEpoch: known?.ownerEpoch ?? 0,
      highestEpoch,
      secret: known?.secret,
      secretHash: this.#heldAs(txid)?.secretHash,
      participants: isOfJournal ? known?.participants : undefined,
      holder: held && holderOf(held),
      deadline: held?.txid === txid ? held.deadline.at : undefined,
    }
  }

  async #running(): Promise<string> {
    try {
      return await this.#options.configuration.running()
    } catch {
      return ''
    }
  }

  #heldAs(txid: string): HeldCommit | undefined {
    const { held } = this.#memory
    return held?.txid === txid ? held : undefined
  }

  #armDeadline(): void {
    const { held } = this.#memory
    if (held === undefined) return
    const rest = restOf(held.deadline, this.#options.timing) ?? 0
    this.#arm(rest, () => this.#expire())
  }

  /** Does something later that the disk does not let it do now, unless the commit is over by then. */
  #tryAgain(txid: string, action: () => Promise<unknown>): void {
    this.#pause = nextPause(this.#pause, TRY_AGAIN)
    this.#arm(this.#pause, async () => {
      if (this.#heldAs(txid) !== undefined) await action()
    })
  }

  /** One thing at most happens by itself. */
  #arm(milliseconds: number, action: () => Promise<void>): void {
    this.#disarm()
    if (this.#isStopped) return
    const stop = this.#options.timing.after(milliseconds, () => {
      if (this.#timer !== stop) return
      this.#timer = undefined
      this.#enqueue(() => this.#onTime(action))
    })
    this.#timer = stop
  }

  /** Does what its time has come for: a commit that is not over is never left with nothing armed. */
  async #onTime(action: () => Promise<void>): Promise<void> {
    try {
      await action()
    } catch (error) {
      this.#say(reasonOf(error))
      const { held } = this.#memory
      if (held !== undefined && this.#timer === undefined) this.#tryAgain(held.txid, action)
    }
  }

  #disarm(): void {
    this.#timer?.()
    this.#timer = undefined
  }

  #say(line: string): void {
    this.#options.say?.(line)
  }
}

function holderOf({ txid, owner, by, since }: HeldCommit): Holder {
  return { txid, manager: owner, by, since }
}

function heldBy({ txid, owner, by, since, state }: HeldCommit): readonly string[] {
  if (state === 'diverged')
    return [`The node has diverged in the commit ${txid}: resolve it first.`]
  return [`The slot is held by ${by} through ${owner} for the commit ${txid} since ${since}.`]
}

function sentence(beginning: string, reason: string): string {
  return reason === '' ? `${beginning}.` : `${beginning}: ${reason}.`
}

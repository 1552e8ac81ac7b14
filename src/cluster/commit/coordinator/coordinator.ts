import type { Subscription } from '../../bus/bus.js'
import {
  type CommitAnswer,
  type CommitRequest,
  decodeQuestion,
  encodeRequest,
  LONGEST_REQUEST,
  MOST_HASHES,
  MOST_PARTICIPANTS,
  type NodeReport,
  type Phase,
} from '../messages.js'
import { reasonOf } from '../reason-of.js'
import { Calls } from './calls.js'
import { CommitRun, refused, type StepOutcome } from './commit-run.js'
import { Ending } from './ending.js'
import { ManagerMemory } from './memory.js'
import type { CommitProgress, CoordinatorOptions } from './ports.js'
import type { ManagedCommit, ManagedNode } from './records.js'
import { type CommitStatus, foreignStatus, type NodeStatus, nodeStatuses } from './status.js'
import { verdictOf } from './take-over.js'

/** For how long nodes are asked what they run, before anything is touched. */
const SURVEY_PATIENCE = 15_000
/** For how long nodes are asked what their journals say. */
const STATE_PATIENCE = 3000
/** For how long they are asked to obey another manager. */
const TAKE_OVER_PATIENCE = 15_000
/** How long whoever waits for a commit waits for the last answers to the decision. */
const DECISION_PATIENCE = 30_000
/** When a debt is tried again that could not be paid, at the latest. */
const DEBT_AGAIN = 5 * 60_000

/** What somebody wants to be committed. */
export interface CommitOrder {
  /** Lines of the console. */
  readonly changes: readonly string[]
  readonly by: string
  /** After how many milliseconds it is taken back unless it is confirmed. */
  readonly length: number
  /** Expected nodes that may be absent, and get the changes later. */
  readonly allowMissing?: readonly string[]
  readonly canary?: number
  readonly maxFailures?: number
  /** Is told the id before any node is touched. */
  readonly begun?: (txid: string) => void
  readonly progress?: (progress: CommitProgress) => void
  /** Is told when all nodes run it, until a deadline. */
  readonly provisional?: (txid: string, deadline: Date) => void
}

/** What came of a commit. */
export type CommitOutcome =
  | { readonly kind: 'refused'; readonly lines: readonly string[] }
  | {
      readonly kind: 'confirmed' | 'cancelled'
      readonly txid: string
      readonly reason: string
      readonly nodes: readonly NodeStatus[]
      /** The nodes that have not answered to the decision yet. */
      readonly silent: readonly string[]
    }
  /** The commit is decided to stay, and no node has answered to that yet: its delivery goes on. */
  | { readonly kind: 'confirming'; readonly txid: string }
  | { readonly kind: 'superseded'; readonly txid: string; readonly manager: string }
  /**
   * The manager stops, so nobody hears any more what comes of it. A commit that is decided to stay is told to
   * the nodes at the next start; one that is not is taken back then, or by the nodes at the deadline.
   */
  | { readonly kind: 'stopped'; readonly isDecided: boolean }

interface Surveyed {
  readonly nodes: readonly ManagedNode[]
  readonly missing: readonly string[]
}

/** The end of cluster commits on a manager (docs/cluster.md). */
export class Coordinator {
  readonly #options: CoordinatorOptions
  readonly #memory: ManagerMemory
  readonly #calls: Calls
  readonly #runs = new Map<string, CommitRun>()
  readonly #subscriptions: Subscription[] = []
  readonly #paying = new Set<string>()
  #present: ReadonlySet<string> = new Set()
  readonly #stopping = new Ending()
  #isBeginning = false
  #sequence = 0

  private constructor(options: CoordinatorOptions, memory: ManagerMemory) {
    this.#options = options
    this.#memory = memory
    const { bus, subjects, manager, timing } = options
    this.#calls = new Calls(bus, subjects, manager.toLowerCase(), timing)
  }

  /**
   * Goes on with the commits that an earlier run of the manager has left: what it has decided is
   * finished, and what it has not is cancelled.
   * @throws the errors of the disk
   */
  static async start(options: CoordinatorOptions): Promise<Coordinator> {
    const { memory, said } = await ManagerMemory.open(options.disk)
    for (const line of said) options.say?.(line)
    await memory.setEpoch(memory.epoch + 1)
    const own = { ...options, manager: options.manager.toLowerCase() }
    const coordinator = new Coordinator(own, memory)
    coordinator.#listen()
    await coordinator.#goOn()
    return coordinator
  }

  /** The epoch of this manager: it grows with each start, with each take-over, and when another manager has a higher one. */
  get epoch(): number {
    return this.#memory.epoch
  }

  /** The commits of this manager, in the order in which they were begun. */
  get commits(): readonly ManagedCommit[] {
    return this.#memory.commits
  }

  /** Stops sending and listening; whoever waits for something is told that nothing comes any more. */
  stop(): void {
    this.#stopping.end()
    this.#calls.stop()
    for (const subscription of this.#subscriptions) subscription.end()
    for (const run of this.#runs.values()) run.stop()
  }

  /** Commits changes on all nodes. @returns when it is decided, and the nodes have answered or are late */
  commit(order: CommitOrder): Promise<CommitOutcome> {
    let txid: string | undefined
    const begun = (id: string) => {
      txid = id
      order.begun?.(id)
    }
    const committing = this.#commit({ ...order, begun })
    return this.#orStopped<CommitOutcome>(committing, () => this.#stopped(txid))
  }

  async #commit(order: CommitOrder): Promise<CommitOutcome> {
    const pending = this.#undecided()
    if (this.#isBeginning || pending !== undefined) return refused([alreadyPending(pending)])
    this.#isBeginning = true
    let run: CommitRun
    try {
      const txid = this.#options.random(16)
      const surveyed = await this.#surveyed(txid, order)
      if (Array.isArray(surveyed)) return refused(surveyed)
      const { nodes, missing } = surveyed
      const begun = await this.#begin(txid, order, nodes, {
        missing: missing.map((node) => ({ node, isPaid: false, reason: '' })),
      })
      if (Array.isArray(begun)) return refused(begun)
      run = begun
    } finally {
      this.#isBeginning = false
    }
    order.begun?.(run.txid)
    const { canary = 0, maxFailures = 0, progress = () => undefined } = order
    const isApplied = await run.rollOut({ canary, maxFailures, progress })
    const { deadline } = run
    if (isApplied && deadline !== undefined) order.provisional?.(run.txid, deadline)
    return this.#outcome(run)
  }

  /**
   * Makes a commit stay that waits for it.
   * @param opened when the connection was opened over which it is asked for, by `now`: it has to be
   *   one that works with what the nodes run now
   */
  async confirm(txid: string, opened?: number): Promise<StepOutcome> {
    const run = this.#runs.get(txid)
    if (run === undefined) return refused([this.#unknown(txid)])
    if (opened !== undefined && run.appliedAt !== undefined && opened <= run.appliedAt) {
      return refused(['Confirm it over a connection that was opened after it was applied.'])
    }
    return this.#orStopped<StepOutcome>(run.confirm(), async () =>
      (await run.stays()) ? { kind: 'done' } : refused([STOPS]),
    )
  }

  /** What the monotonic clock says. */
  get now(): number {
    return this.#options.timing.monotonic()
  }

  /** Gives a commit that waits another time, in milliseconds. */
  async extend(txid: string, length: number): Promise<StepOutcome> {
    const run = this.#runs.get(txid)
    if (run === undefined) return refused([this.#unknown(txid)])
    return this.#orStopped<StepOutcome>(run.extend(length), () => refused([STOPS]))
  }

  /** Takes a commit back that is not decided. */
  async cancel(txid: string, reason: string): Promise<StepOutcome> {
    const run = this.#runs.get(txid)
    if (run === undefined) return refused([this.#unknown(txid)])
    if (await run.cancel(reason)) return { kind: 'done' }
    return refused(['The commit is confirmed: it cannot be cancelled any more.'])
  }

  /** Waits for what becomes of a commit of this manager. */
  async outcome(txid: string): Promise<CommitOutcome> {
    const run = this.#runs.get(txid)
    if (run !== undefined) return this.#orStopped(this.#outcome(run), () => this.#stopped(txid))
    const commit = this.#memory.commit(txid)
    return commit === undefined
      ? refused([this.#unknown(txid)])
      : outcomeOf(commit, () => undefined)
  }

  /**
   * Takes over a commit that another manager has left undecided, or that this one has lost, and ends
   * it as the journals of the nodes say.
   */
  resolve(txid: string): Promise<CommitOutcome> {
    return this.#orStopped<CommitOutcome>(this.#resolve(txid), () => this.#stopped(txid))
  }

  async #resolve(txid: string): Promise<CommitOutcome> {
    const own = this.#memory.commit(txid)
    const run = this.#runs.get(txid)
    if (own !== undefined && own.supersededBy === undefined) {
      if (own.decision === undefined) {
        return refused([`The commit ${txid} is pending here: confirm or cancel it.`])
      }
      if (run !== undefined) return this.#outcome(run)
      return outcomeOf(own, () => undefined)
    }
    const known = await this.#askAll(txid, 'state', this.#presentNodes(), STATE_PATIENCE)
    const knowing = [...known.values()].filter(({ report }) => report.state !== 'idle')
    if (knowing.length === 0) return refused([`No node knows of a commit ${txid}.`])
    const named = knowing.flatMap(({ report }) => report.participants ?? [])
    const participants = [...new Set([...named, ...nodesKnowing(known)])]
    const highest = Math.max(...[...known.values()].map(({ report }) => report.highestEpoch))
    await this.#memory.setEpoch(Math.max(this.epoch, highest) + 1)
    const taken = await this.#askAll(txid, 'take-over', participants, TAKE_OVER_PATIENCE)
    const resisting = [...taken].filter(([, { isDone }]) => !isDone)
    if (resisting.length > 0) {
      return refused(resisting.map(([node, { refusal }]) => `${node}: ${refusal[0] ?? ''}`))
    }
    const reports = new Map([...taken].map(([node, { report }]) => [node, report]))
    const verdict = verdictOf(participants, reports)
    if (verdict.kind === 'unknown') {
      const absent = participants.filter((node) => !reports.has(node))
      return refused([
        'How it was decided is not known: the nodes that have answered were ready to be confirmed.',
        ...absent.map((node) => `${node} has not answered.`),
      ])
    }
    return this.#decideTakenOver(txid, participants, reports, verdict)
  }

  /** What is known of a commit, or of all that are not over and the last ones that are. */
  status(txid?: string): Promise<readonly CommitStatus[]> {
    return this.#orStopped<readonly CommitStatus[]>(this.#status(txid), () => [])
  }

  async #status(txid?: string): Promise<readonly CommitStatus[]> {
    const present = this.#presentNodes()
    const wanted =
      txid === undefined
        ? this.commits.slice(-10)
        : this.commits.filter((each) => each.txid === txid)
    const own = await Promise.all(wanted.map((commit) => this.#ownStatus(commit, present)))
    const others =
      txid === undefined ? await this.#foreignIds(present) : own.length === 0 ? [txid] : []
    const foreign = await Promise.all(
      others.map(async (id) => {
        const reports = await this.#reports(id, present)
        return foreignStatus(id, reports)
      }),
    )
    return [...own, ...foreign.filter((each) => each !== undefined)]
  }

  /** What comes of some work; `instead` when the manager stops before: then nothing is answered any more. */
  #orStopped<T>(work: Promise<T>, instead: () => T | Promise<T>): Promise<T> {
    if (this.#stopping.isOver) return Promise.resolve(instead())
    let unwatch: () => void = () => undefined
    const stopped = new Promise<T>((resolve) => {
      unwatch = this.#stopping.watch(() => resolve(instead()))
    })
    return Promise.race([work, stopped]).finally(unwatch)
  }

  /** What is told of a commit when the manager stops; without an id it has not begun. */
  async #stopped(txid = ''): Promise<CommitOutcome> {
    return { kind: 'stopped', isDecided: (await this.#runs.get(txid)?.stays()) ?? false }
  }

  #listen(): void {
    const { bus, subjects, members } = this.#options
    this.#subscriptions.push(
      bus.subscribe(subjects.ofNode('*').ask, ({ subject, payload }) => {
        const question = decodeQuestion(payload)
        if (question === undefined) return
        const node = subjects.senderOf(subject)
        this.#runs.get(question.txid)?.answerQuestion(node, question.number)
        this.#answerLate(question.txid, node)
      }),
      members.watch(() => this.#membersChanged()),
    )
  }

  /** A node that is back asks about a commit that was over for all others. */
  #answerLate(txid: string, node: string): void {
    const commit = this.#memory.commit(txid)
    if (this.#runs.has(txid) || commit?.decision === undefined) return
    if (commit.supersededBy !== undefined) return
    if (commit.nodes.some((each) => each.node === node)) this.#run(commit, 0).deliver()
  }

  async #goOn(): Promise<void> {
    const { epoch } = this
    for (const commit of this.commits) {
      if (commit.isOver || commit.supersededBy !== undefined) continue
      const decided =
        commit.decision === undefined
          ? {
              ...commit,
              decision: 'cancelled' as const,
              reason: 'The manager was stopped before it was decided',
            }
          : commit
      await this.#memory.saveIfPossible({ ...decided, epoch })
      this.#run(decided, 0).deliver()
    }
    this.#copyInterrupted()
    for (const { paysFor, decision, nodes } of this.commits) {
      if (paysFor !== undefined && decision === 'confirmed')
        await this.#paid(paysFor, nodes[0]?.node)
    }
    this.#membersChanged()
  }

  #run(commit: ManagedCommit, length: number): CommitRun {
    const run = new CommitRun(commit, length, {
      options: this.#options,
      memory: this.#memory,
      calls: this.#calls,
      over: ({ txid }) => {
        this.#runs.delete(txid)
      },
    })
    this.#runs.set(commit.txid, run)
    void run.kept.then(() => {
      this.#copy(run.txid)
      this.#payDebts()
    })
    return run
  }

  /** @returns the run, or why it is refused */
  async #begin(
    txid: string,
    { changes, by, length }: CommitOrder,
    nodes: readonly ManagedNode[],
    more: Partial<ManagedCommit>,
  ): Promise<CommitRun | string[]> {
    const commit: ManagedCommit = {
      txid,
      epoch: this.epoch,
      by,
      since: this.#options.timing.now().toISOString(),
      changes,
      secret: this.#options.random(32),
      nodes,
      missing: [],
      isTakenOver: false,
      reason: '',
      isOver: false,
      isCopied: false,
      ...more,
    }
    try {
      await this.#memory.save(commit)
    } catch (error) {
      return [`The journal of cluster commits cannot be written: ${reasonOf(error)}`]
    }
    return this.#run(commit, length)
  }

  /** Who takes part, and what they run. @returns why it is refused, in lines */
  async #surveyed(txid: string, order: CommitOrder): Promise<Surveyed | string[]> {
    const { members } = this.#options
    const { changes, allowMissing = [] } = order
    const present = new Map(members.present.map((each) => [each.node, each.subcluster]))
    const allowed = new Set(allowMissing.map((node) => node.toLowerCase()))
    const expected = new Set(members.expected.map(({ node }) => node))
    const stray = [...allowed].filter((node) => !expected.has(node))
    if (stray.length > 0) return stray.map((node) => `${node} is no expected node.`)
    const absent = [...expected].filter((node) => !present.has(node))
    const missed = absent.filter((node) => !allowed.has(node))
    if (missed.length > 0) {
      return missed.map(
        (node) =>
          `${node} is expected, and absent: "--allow-missing ${node}" lets it have the changes later.`,
      )
    }
    const names = [...new Set([...expected, ...present.keys()])].filter((node) => present.has(node))
    if (names.length === 0) return ['No nodes are connected.']
    if (names.length > MOST_PARTICIPANTS)
      return [`A commit has at most ${MOST_PARTICIPANTS} nodes.`]
    const request = { changes, participants: names, by: order.by }
    if (encodeRequest({ ...this.#asked(txid, 'prepare'), ...request }).length > LONGEST_REQUEST) {
      return [
        `The changes are too long for a cluster commit: it has at most ${LONGEST_REQUEST >>> 10} KiB.`,
      ]
    }
    const owing = this.#debtsOf(names)
    if (owing.length > 0) {
      return owing.map(([node, id]) => `${node} has yet to get the changes of the commit ${id}.`)
    }
    const surveys = await this.#askAll(txid, 'survey', names, SURVEY_PATIENCE)
    const refusal = names.flatMap((node) => surveyRefusal(node, surveys.get(node)))
    if (refusal.length > 0) return refusal
    const epochs = [...surveys.values()].map(({ report }) => report.highestEpoch)
    const highest = Math.max(...epochs)
    try {
      if (highest > this.epoch) await this.#memory.setEpoch(highest + 1)
    } catch (error) {
      return [`The journal of cluster commits cannot be written: ${reasonOf(error)}`]
    }
    const nodes = names.map((node) => {
      return { node, base: surveys.get(node)?.report.running ?? '', candidate: '' }
    })
    const differing = await Promise.all(
      nodes.map((each) => this.#outOfSync(txid, each, present.get(each.node) ?? '')),
    )
    const lines = differing.flat()
    return lines.length > 0 ? lines : { nodes, missing: absent }
  }

  /** How a node differs from what the manager's files say for it. */
  async #outOfSync(txid: string, { node, base }: ManagedNode, subcluster: string) {
    const files = await this.#options.files?.base(node, subcluster)
    if (files === undefined || files.digest === base) return []
    const hashes = [...files.options.keys()].slice(0, MOST_HASHES)
    const request = { ...this.#asked(txid, 'compare'), hashes }
    const answer = await this.#calls.ask(node, request, SURVEY_PATIENCE)
    const lines = (answer?.refusal ?? []).map((line) => {
      if (line.startsWith('runs ')) return `  ${line}`
      const option = files.options.get(line.slice('absent '.length))
      return option === undefined ? undefined : `  does not run ${option}`
    })
    return [
      `${node} is out of sync with the files of the manager:`,
      ...lines.filter((line) => line !== undefined),
    ]
  }

  async #outcome(run: CommitRun): Promise<CommitOutcome> {
    await run.decided
    const { timing } = this.#options
    await new Promise<void>((resolve) => {
      const stop = timing.after(DECISION_PATIENCE, resolve)
      void run.concluded.then(() => {
        stop()
        resolve()
      })
    })
    return outcomeOf(run.commit, (node) => run.report(node))
  }

  async #decideTakenOver(
    txid: string,
    participants: readonly string[],
    reports: ReadonlyMap<string, NodeReport>,
    verdict: Exclude<ReturnType<typeof verdictOf>, { kind: 'unknown' }>,
  ): Promise<CommitOutcome> {
    const holders = [...reports.values()].map(({ holder }) => holder)
    const holder = holders.find((each) => each?.txid === txid)
    const isConfirmed = verdict.kind === 'confirmed'
    const nodes = participants.map((node) => {
      const { base = '', candidate = '' } = reports.get(node) ?? {}
      return { node, base, candidate }
    })
    const begun = await this.#begin(txid, { changes: [], by: holder?.by ?? '', length: 0 }, nodes, {
      secret: isConfirmed ? verdict.secret : '',
      decision: verdict.kind,
      reason: isConfirmed ? '' : verdict.reason,
      isTakenOver: true,
      isCopied: true,
    })
    if (Array.isArray(begun)) return refused(begun)
    begun.deliver()
    return this.#outcome(begun)
  }

  async #ownStatus(commit: ManagedCommit, present: readonly string[]): Promise<CommitStatus> {
    const { txid, epoch, by, since, reason, missing, changes } = commit
    const run = this.#runs.get(txid)
    const nodes = commit.nodes.map(({ node }) => node).filter((node) => present.includes(node))
    const reports = await this.#reports(txid, nodes)
    const reportOf = (node: string) => reports.get(node) ?? run?.report(node)
    return {
      txid,
      manager: commit.supersededBy ?? this.#options.manager,
      epoch,
      by,
      since,
      state: stateOf(commit, run),
      reason,
      deadline: run?.deadline,
      changes: commit.isTakenOver ? undefined : changes.length,
      nodes: nodeStatuses(commit, reportOf),
      missing,
    }
  }

  /** The commits of other managers that nodes hold. */
  async #foreignIds(present: readonly string[]): Promise<string[]> {
    const txid = this.#options.random(16)
    const answers = await this.#askAll(txid, 'survey', present, STATE_PATIENCE)
    const held = [...answers.values()].map(({ report }) => report.holder?.txid)
    const ids = new Set(held.filter((id) => id !== undefined))
    return [...ids].filter((id) => this.#memory.commit(id) === undefined)
  }

  async #reports(txid: string, nodes: readonly string[]): Promise<Map<string, NodeReport>> {
    const answers = await this.#askAll(txid, 'state', nodes, STATE_PATIENCE)
    return new Map([...answers].map(([node, { report }]) => [node, report]))
  }

  /** @returns what those have answered who have answered in time */
  async #askAll(
    txid: string,
    phase: Phase,
    nodes: readonly string[],
    patience: number,
  ): Promise<Map<string, CommitAnswer>> {
    const answers = await Promise.all(
      nodes.map(
        async (node) =>
          [node, await this.#calls.ask(node, this.#asked(txid, phase), patience)] as const,
      ),
    )
    return new Map(answers.filter((each): each is [string, CommitAnswer] => each[1] !== undefined))
  }

  #asked(txid: string, phase: Phase): CommitRequest {
    this.#sequence++
    const { epoch } = this
    return { txid, epoch, phase, sequence: this.#sequence, base: '', candidate: '' }
  }

  #presentNodes(): string[] {
    return this.#options.members.present.map(({ node }) => node)
  }

  #undecided(): ManagedCommit | undefined {
    return this.commits.find(
      ({ decision, supersededBy }) => decision === undefined && supersededBy === undefined,
    )
  }

  #unknown(txid: string): string {
    const commit = this.#memory.commit(txid)
    if (commit?.supersededBy !== undefined) {
      return `The manager ${commit.supersededBy} has taken the commit over.`
    }
    if (commit?.decision !== undefined) return `The commit ${txid} is ${commit.decision} already.`
    return `There is no commit ${txid} on this manager.`
  }

  // Debts: what nodes get that were allowed to be absent.

  #membersChanged(): void {
    const present = new Set(this.#presentNodes())
    for (const node of present) if (!this.#present.has(node)) this.#calls.nudge(node)
    this.#present = present
    this.#payDebts()
  }

  #debtsOf(nodes: readonly string[]): (readonly [string, string])[] {
    return this.commits.flatMap(({ txid, decision, missing }) =>
      decision !== 'confirmed'
        ? []
        : missing
            .filter(({ node, isPaid }) => !isPaid && nodes.includes(node))
            .map(({ node }) => [node, txid] as const),
    )
  }

  /** The oldest debt of each node that is there is paid, one after the other. */
  #payDebts(): void {
    for (const [node, txid] of this.#debtsOf([...this.#present])) {
      if (this.#paying.has(node) || this.#stopping.isOver) continue
      this.#paying.add(node)
      void this.#pay(node, txid).then((failed) => {
        this.#paying.delete(node)
        if (failed === undefined) this.#payDebts()
        else this.#options.timing.after(DEBT_AGAIN, () => this.#payDebts())
      })
    }
  }

  /** Commits on one node what it has missed. @returns why it cannot be now */
  async #pay(node: string, paysFor: string): Promise<string | undefined> {
    const owed = this.#memory.commit(paysFor)
    if (owed === undefined) return undefined
    const failed = await this.#payNow(node, owed)
    if (failed === undefined) await this.#paid(paysFor, node)
    else await this.#changeDebt(paysFor, node, { reason: failed })
    return failed
  }

  async #payNow(node: string, { txid: paysFor, changes, by }: ManagedCommit) {
    const txid = this.#options.random(16)
    const survey = await this.#calls.ask(node, this.#asked(txid, 'survey'), SURVEY_PATIENCE)
    const [refusal] = surveyRefusal(node, survey)
    if (survey === undefined || refusal !== undefined) return refusal
    try {
      const { highestEpoch, running } = survey.report
      if (highestEpoch > this.epoch) await this.#memory.setEpoch(highestEpoch + 1)
      const order = { changes, by, length: DEBT_AGAIN }
      const nodes = [{ node, base: running, candidate: '' }]
      const run = await this.#begin(txid, order, nodes, { paysFor, isCopied: true })
      if (Array.isArray(run)) return run[0]
      const isApplied = await run.rollOut({ canary: 0, maxFailures: 0, progress: () => undefined })
      const confirmed = isApplied ? await run.confirm() : undefined
      if (confirmed?.kind === 'refused') await run.cancel(confirmed.lines[0] ?? '')
      const { decision, supersededBy = '', reason } = run.commit
      if (supersededBy !== '') return `The manager ${supersededBy} has taken the commit over.`
      return decision === 'confirmed' ? undefined : reason
    } catch (error) {
      return reasonOf(error)
    }
  }

  async #paid(txid: string, node: string | undefined): Promise<void> {
    if (node !== undefined) await this.#changeDebt(txid, node, { isPaid: true, reason: '' })
  }

  async #changeDebt(
    txid: string,
    node: string,
    change: { readonly isPaid?: boolean; readonly reason: string },
  ): Promise<void> {
    const commit = this.#memory.commit(txid)
    if (commit === undefined) return
    const missing = commit.missing.map((each) =>
      each.node === node ? { ...each, ...change } : each,
    )
    await this.#memory.saveIfPossible({ ...commit, missing })
  }

  /** The manager's own copy of the nodes' files gets what was confirmed. */
  #copy(txid: string): void {
    void this.#copyNow(txid)
  }

  /** What was confirmed, and was not in the manager's own files when it was stopped. */
  #copyInterrupted(): void {
    const confirmed = this.commits.filter(
      ({ decision, supersededBy }) => decision === 'confirmed' && supersededBy === undefined,
    )
    // What is older than something that they have must not come over it.
    const first = confirmed.findLastIndex(({ isCopied }) => isCopied) + 1
    for (const { txid, isOver } of confirmed.slice(first)) if (isOver) this.#copy(txid)
  }

  async #copyNow(txid: string): Promise<void> {
    const { files } = this.#options
    const commit = this.#memory.commit(txid)
    if (commit === undefined || commit.isCopied) return
    try {
      const notes = (await files?.take(commit.changes, commit.by)) ?? []
      for (const note of notes) this.#options.say?.(note)
      await this.#memory.saveIfPossible({
        ...(this.#memory.commit(txid) as ManagedCommit),
        isCopied: true,
      })
    } catch (error) {
      this.#options.say?.(
        `The commit ${txid} is not in the manager's own files: ${reasonOf(error)}`,
      )
    }
  }
}

const STOPS = 'The manager stops.'

function outcomeOf(
  commit: ManagedCommit,
  reportOf: (node: string) => NodeReport | undefined,
): CommitOutcome {
  const { txid, reason, decision, supersededBy } = commit
  if (supersededBy !== undefined) return { kind: 'superseded', txid, manager: supersededBy }
  const isKept = commit.nodes.some(({ node }) => reportOf(node)?.state === 'confirmed')
  if (decision === 'confirmed' && !commit.isOver && !isKept) return { kind: 'confirming', txid }
  const nodes = nodeStatuses({ ...commit, isOver: true }, reportOf)
  const silent = commit.isOver
    ? []
    : commit.nodes
        .map(({ node }) => node)
        .filter((node) => reportOf(node)?.isEnded !== true && reportOf(node)?.state !== 'idle')
  return { kind: decision ?? 'cancelled', txid, reason, nodes, silent }
}

function stateOf(commit: ManagedCommit, run: CommitRun | undefined): string {
  const { decision, supersededBy, isOver } = commit
  if (supersededBy !== undefined) return 'superseded'
  if (decision === undefined) return run?.step ?? 'pending'
  if (isOver) return decision
  return decision === 'confirmed' ? 'confirming' : 'rolling-back'
}

function surveyRefusal(node: string, answer: CommitAnswer | undefined): string[] {
  if (answer === undefined) return [`${node} has not answered.`]
  const { holder, running } = answer.report
  if (holder !== undefined) {
    const { by, manager, txid, since } = holder
    return [
      `${node}: the slot is held by ${by} through ${manager} for the commit ${txid} since ${since}.`,
    ]
  }
  return running === '' ? [`${node} cannot tell what it runs.`] : []
}

function nodesKnowing(answers: ReadonlyMap<string, CommitAnswer>): string[] {
  return [...answers].filter(([, { report }]) => report.state !== 'idle').map(([node]) => node)
}

function alreadyPending(pending: ManagedCommit | undefined): string {
  if (pending === undefined) return 'Another cluster commit is beginning.'
  return `The commit ${pending.txid} by ${pending.by} is pending: confirm or cancel it first.`
}

import { SYSTEM_TIMING } from '../../cluster/system-timing.js'
import type { Configuration } from '../../config/index.js'
import { dumpConf } from '../../console/index.js'
import { isObstacle } from '../../diagnostics/index.js'
import { type LintOptions, lintChanges } from '../../lint/index.js'
import { type SiteKnowledge, withTarget } from '../../project/site-knowledge.js'
import { encodeUtf8 } from '../../syntax/utf8.js'
import { ChangeLog, type PlacedChange, withChanges } from './change-log.js'
import type { Clock } from './clock.js'
import type { Confirmation, NotDone, Outcome, Reloading, Waiting, Writeback } from './outcome.js'
import { Queue } from './queue.js'
import { Transaction } from './transaction.js'
import type { Loading, MemoryState, Plan, Saved, TakingBack, Work } from './work.js'

/** Who looks after the running program: opens its listeners, tells its sessions. */
export interface Watcher {
  /**
   * Is asked before a change takes effect.
   * @param by the session that asks for it
   * @returns why it must not, in one line; undefined when it may
   */
  veto?(before: Configuration, after: Configuration, by: Author): string | undefined
  /** Is asked before files are read again. @returns why they must not, in one line */
  vetoReload?(by: Author): string | undefined
  /** What runs is another configuration now. */
  changed?(change: LiveChange): void
  /** Every session is to be told; one line. */
  notice?(notice: Notice): void
}

/** What runs has become another configuration. */
export interface LiveChange {
  readonly before: Configuration
  readonly after: Configuration
  readonly cause: 'line' | 'commit' | 'reload' | 'taken back'
  /** Who asked for it; absent for a commit that is taken back by itself. */
  readonly by?: Author
  /** What was set and unset; none for a reload, and for a commit that is taken back. */
  readonly changes: readonly PlacedChange[]
}

/** Something that every session is told unasked. */
export type Notice =
  | { readonly kind: 'commit-waits'; readonly waiting: Waiting }
  | { readonly kind: 'commit-confirmed'; readonly by: string }
  | { readonly kind: 'commit-taken-back'; readonly waiting: Waiting }
  | {
      readonly kind: 'not-taken-back'
      readonly waiting: Waiting
      readonly lines: readonly string[]
    }

/** Who asks for a change. */
export interface Author {
  readonly user: string
  /** The number of the console session; absent for a program. */
  readonly session?: number
  /** The change waits for a confirmation. */
  readonly confirmed?: boolean
}

export interface LiveOptions {
  readonly clock?: Clock
  readonly watcher?: Watcher
  readonly lint?: LintOptions | undefined
  /** What the settings say about the files as they were loaded. */
  readonly site?: SiteKnowledge | undefined
}

/** What runs, and what it is made of. */
interface State {
  /** What the changes are made to: the files, or nothing at all. */
  readonly root: Configuration
  readonly isFromScratch: boolean
  readonly changes: ChangeLog
  readonly current: Configuration
}

interface Pending extends Waiting {
  readonly before: State
  readonly stop: () => void
  /** Whether it has been written into the files since. */
  isWritten: boolean
}

/**
 * The running configuration: the files as loaded, the changes since, and what they come to. Every
 * change makes a new generation; nothing touches a file but `writeback` (runtime spec 3.3). What
 * takes long is asked of `Work`, one thing at a time, while look-ups go on.
 */
export class Live {
  readonly #work: Work
  readonly #clock: Clock
  readonly #watcher: Watcher
  readonly #lint: LintOptions | undefined
  #site: SiteKnowledge | undefined
  readonly #queue = new Queue()
  #files: Configuration
  #state: State
  #generation = 1
  #pending: Pending | undefined

  /** @param files as `work` has loaded them */
  constructor(files: Configuration, work: Work, options: LiveOptions = {}) {
    this.#work = work
    this.#clock = options.clock ?? SYSTEM_TIMING
    this.#watcher = options.watcher ?? {}
    this.#lint = options.lint
    this.#site = options.site
    this.#files = files
    this.#state = asLoaded(files)
  }

  /** What the files say, as they were loaded last. */
  get files(): Configuration {
    return this.#files
  }

  /** What runs. */
  get current(): Configuration {
    return this.#state.current
  }

  get generation(): number {
    return this.#generation
  }

  /** What differs from the files, compact. Of a configuration from scratch it is all of it. */
  get changes(): readonly PlacedChange[] {
    return this.#state.changes.list()
  }

  get isFromScratch(): boolean {
    return this.#state.isFromScratch
  }

  /** The commit that waits for its confirmation. */
  get waiting(): Waiting | undefined {
    return this.#pending
  }

  begin(): Transaction {
    const { root, current: view } = this.#state
    return new Transaction({ generation: this.#generation, view, root, isFromScratch: false })
  }

  /** A transaction that begins with nothing but the implicit settings. */
  beginFromScratch(): Promise<Transaction> {
    return this.#queue.run(async () => {
      const generation = this.#generation
      const root = await this.#work.scratch()
      return new Transaction({ generation, view: root, root, isFromScratch: true })
    })
  }

  /**
   * One line outside of any transaction: live at once. Only what it says itself is looked at, so that
   * it costs nothing for the size of the configuration.
   * @throws InvalidChangeError
   */
  apply(placed: PlacedChange, by: Author): Outcome {
    if (this.#pending !== undefined) return { kind: 'waiting', waiting: this.#pending }
    const candidate = withChanges(this.#state.current, [placed])
    const options = withTarget(this.#lint, this.#site)
    const findings = lintChanges(candidate, new Set([placed.place]), options)
    const errors = findings.filter((finding) => isObstacle(finding))
    if (errors.length > 0) return { kind: 'invalid', findings: errors, candidate }
    const reason = this.#watcher.veto?.(this.#state.current, candidate, by)
    if (reason !== undefined) return { kind: 'vetoed', reason }
    // The log is this state's own: nobody else looks at it while it grows.
    this.#state.changes.add(placed, this.#state.root)
    this.#run({ ...this.#state, current: candidate }, { cause: 'line', by, changes: [placed] })
    return { kind: 'done' }
  }

  /**
   * Makes a transaction live, all of it or nothing. A commit confirms the one that waits for it.
   * @param minutes until it is taken back when nobody confirms it; undefined: it stays
   */
  commit(transaction: Transaction, by: Author, minutes?: number): Promise<Outcome> {
    return this.#queue.run(async () => {
      const refused = this.#refusal(transaction, minutes)
      if (refused !== undefined) return refused
      const state = await this.#candidate(transaction)
      const invalid = await this.#invalid(state)
      if (invalid !== undefined) return invalid
      // Others went on meanwhile.
      const late = this.#refusal(transaction, minutes)
      if (late !== undefined) return late
      const author = { ...by, confirmed: minutes !== undefined }
      const reason = this.#watcher.veto?.(this.#state.current, state.current, author)
      if (reason !== undefined) return { kind: 'vetoed', reason }
      const failed = await this.#confirmed(by)
      if (failed !== undefined) return { kind: 'vetoed', reason: failed }
      if (transaction.generation !== this.#generation) return { kind: 'conflict' }
      const before = this.#state
      this.#run(state, { cause: 'commit', by, changes: transaction.changes })
      if (minutes !== undefined) this.#waitFor(minutes, before, by)
      return { kind: 'done' }
    })
  }

  /** What lint finds in a transaction, or in what runs, that it does not find in what was before. */
  check(transaction: Transaction | undefined) {
    return this.#queue.run(async () => {
      const state = transaction === undefined ? this.#state : await this.#candidate(transaction)
      const before = transaction === undefined ? asLoaded(this.#files) : this.#state
      const findings = await this.#work.check(memoryOf(state), memoryOf(before))
      return { findings, candidate: state.current }
    })
  }

  /** Keeps the commit that waits for it. */
  confirm(by: Author): Promise<Confirmation> {
    return this.#queue.run(async () => {
      if (this.#pending === undefined) return { kind: 'nothing-waits' }
      const reason = await this.#confirmed(by)
      return reason === undefined ? { kind: 'done' } : { kind: 'failed', reason }
    })
  }

  /**
   * Reads the files again, in place of all that was changed in memory. When they are refused, what
   * runs runs on.
   * @param main another main file, as the running product names it
   */
  reload(by: Author, main?: string): Promise<Reloading> {
    return this.#queue.run(async () => {
      if (this.#pending !== undefined) return { kind: 'waiting', waiting: this.#pending }
      const reason = this.#watcher.vetoReload?.(by)
      if (reason !== undefined) return { kind: 'refused', lines: [reason] }
      const loading = await this.#work.load(main)
      if (loading.configuration === undefined) return { kind: 'refused', lines: loading.refused }
      this.#take(loading)
      this.#run(asLoaded(loading.configuration), { cause: 'reload', by, changes: [] })
      return { kind: 'done' }
    })
  }

  /**
   * Writes what differs from the files into them; what no file can take stays in memory. No value
   * changes by it, so that open transactions stay valid (runtime spec 3.3).
   */
  writeback(by: Author): Promise<Writeback> {
    return this.#queue.run(async () => {
      if (this.#state.isFromScratch) return { kind: 'needs-path' }
      const changes = this.changes
      const plan = await this.#work.plan(changes.map(({ change }) => change))
      const left = plan.leftOut.map(({ index, summary, detail }) => {
        return { placed: changes[index] as PlacedChange, summary, detail }
      })
      const stays = new Set(left.map(({ placed }) => placed))
      if (plan.edits.length === 0) {
        this.#settle(this.#files, changes, stays)
        return { kind: 'done', files: [], notes: [], left }
      }
      const confirmBy = this.#pending?.deadline
      const message = `by ${by.user} on the console`
      const written = await this.#work.install(plan, { message, confirmBy })
      if (written.configuration === undefined) return { kind: 'failed', reason: written.failed }
      if (this.#pending !== undefined) this.#pending.isWritten = true
      this.#settle(written.configuration, changes, stays)
      return { kind: 'done', files: written.files, notes: written.notes, left }
    })
  }

  /** The text of the main file with all that was committed, its include lines left as they are. */
  mainText(): Promise<Uint8Array> {
    return this.#queue.run(() => this.#mainText())
  }

  /**
   * Writes the running configuration to a path: the text of the main file or, when it was begun from
   * scratch, all of it. Written to the main file itself, that is read again.
   * @param path absolute, as the running product names it
   */
  writeTo(path: string): Promise<Saved | Extract<NotDone, { kind: 'waiting' }>> {
    return this.#queue.run(async () => {
      const isMain = this.#state.isFromScratch && path === this.#files.main.productPath
      // What is taken back may be what the files no longer say.
      if (isMain && this.#pending !== undefined) return { kind: 'waiting', waiting: this.#pending }
      const generation = this.#generation
      const saved = await this.#work.writeFile(path, await this.#mainText())
      if ('failed' in saved || !isMain) return saved
      const loading = await this.#work.load()
      // What was set meanwhile is not in the file: then it stays a configuration from scratch.
      if (loading.configuration === undefined || generation !== this.#generation) return saved
      this.#take(loading)
      this.#state = asLoaded(loading.configuration)
      return saved
    })
  }

  /** What was read is what the files say, and what the settings say about them. */
  #take({
    configuration,
    site,
  }: Extract<Loading, { readonly configuration: Configuration }>): void {
    this.#files = configuration
    this.#site = site
  }

  takeBack(entry: number): Promise<TakingBack> {
    return this.#queue.run(() => this.#work.takeBack(entry))
  }

  async #mainText(): Promise<Uint8Array> {
    if (this.#state.isFromScratch) {
      return encodeUtf8(dumpConf(this.#state.current, { maskSecrets: false }))
    }
    const plan: Plan = await this.#work.plan(this.changes.map(({ change }) => change))
    return this.#work.mainText(plan)
  }

  /** The files have what was written into them; the rest, and what came meanwhile, is in memory. */
  #settle(
    files: Configuration,
    written: readonly PlacedChange[],
    stays: ReadonlySet<PlacedChange>,
  ): void {
    const { changes } = this.#state
    changes.remove(written.filter((placed) => !stays.has(placed)))
    this.#files = files
    const current = withChanges(files, changes.list())
    this.#state = { root: files, isFromScratch: false, changes, current }
  }

  #refusal(transaction: Transaction, minutes: number | undefined): NotDone | undefined {
    if (transaction.generation !== this.#generation) return { kind: 'conflict' }
    if (this.#pending !== undefined && minutes !== undefined) {
      return { kind: 'waiting', waiting: this.#pending }
    }
    return undefined
  }

  async #candidate({ isFromScratch: isNew, changes }: Transaction): Promise<State> {
    const root = isNew ? await this.#work.scratch() : this.#state.root
    const log = isNew ? new ChangeLog() : this.#state.changes.copy()
    log.addAll(changes, root)
    const current = withChanges(isNew ? root : this.#state.current, changes)
    return { root, isFromScratch: isNew || this.#state.isFromScratch, changes: log, current }
  }

  async #invalid(state: State): Promise<NotDone | undefined> {
    const findings = await this.#work.check(memoryOf(state), memoryOf(this.#state))
    const errors = findings.filter((finding) => isObstacle(finding))
    if (errors.length === 0) return undefined
    return { kind: 'invalid', findings: errors, candidate: state.current }
  }

  #run(state: State, why: Pick<LiveChange, 'cause' | 'by' | 'changes'>): void {
    const before = this.#state.current
    this.#state = state
    this.#generation++
    this.#watcher.changed?.({ before, after: state.current, ...why })
  }

  #waitFor(minutes: number, before: State, { user }: Author): void {
    const milliseconds = minutes * 60_000
    const deadline = new Date(this.#clock.now().getTime() + milliseconds)
    const stop = this.#clock.after(milliseconds, () => {
      void this.#queue.run(() => this.#takeBack(pending))
    })
    const pending: Pending = { deadline, by: user, before, stop, isWritten: false }
    this.#pending = pending
    this.#watcher.notice?.({ kind: 'commit-waits', waiting: pending })
  }

  /** @returns why what was written could not be confirmed; then the commit waits on */
  async #confirmed({ user }: Author): Promise<string | undefined> {
    const pending = this.#pending
    if (pending === undefined) return undefined
    if (pending.isWritten) {
      const { failed } = await this.#work.confirm()
      if (failed !== undefined) return failed
    }
    pending.stop()
    this.#pending = undefined
    this.#watcher.notice?.({ kind: 'commit-confirmed', by: user })
    return undefined
  }

  /** Nobody has confirmed a commit in time. */
  async #takeBack(pending: Pending): Promise<void> {
    // The commit may have been confirmed while the taking back waited for its turn.
    if (this.#pending !== pending) return
    this.#pending = undefined
    const lines = pending.isWritten ? await this.#restored() : []
    if (lines.length > 0) {
      this.#watcher.notice?.({ kind: 'not-taken-back', waiting: pending, lines })
    }
    this.#run(pending.before, { cause: 'taken back', changes: [] })
    this.#watcher.notice?.({ kind: 'commit-taken-back', waiting: pending })
  }

  /** @returns why the files could not be taken back; nothing when they are */
  async #restored(): Promise<readonly string[]> {
    try {
      const { configuration, refused } = await this.#work.restore()
      if (configuration === undefined) return refused
      this.#files = configuration
      return []
    } catch (error) {
      // Nobody is there to be told of it but the sessions, and memory is taken back all the same.
      return [error instanceof Error ? error.message : String(error)]
    }
  }
}

function asLoaded(files: Configuration): State {
  return { root: files, isFromScratch: false, changes: new ChangeLog(), current: files }
}

function memoryOf({ isFromScratch, changes }: State): MemoryState {
  return { isFromScratch, changes: changes.list() }
}

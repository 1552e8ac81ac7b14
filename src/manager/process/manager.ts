import { access, constants } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { hostname, release, type } from 'node:os'
import { dirname } from 'node:path'
import type { Coordinator } from '../../cluster/commit/index.js'
import type { ManagerEnd } from '../../cluster/manager-end/index.js'
import { sysrootOf } from '../../config/environment/main-file.js'
import type { Configuration } from '../../config/index.js'
import type { SiteKnowledge } from '../../project/site-knowledge.js'
import { Decoys } from '../../protocol/index.js'
import { FailedLogins } from '../access/failed-logins.js'
import { schemeStores } from '../access/schemes/scheme-stores.js'
import { Stores } from '../access/user-stores.js'
import { commitNoticeText, noticeText, type Program, type Upkeep } from '../commands/index.js'
import { wantedListeners } from '../listeners/address.js'
import type { Listener } from '../listeners/listener.js'
import { type ListenerPauses, Listeners } from '../listeners/listeners.js'
import { kernelPeerUsers, type PeerUsers } from '../listeners/peer-user.js'
import { type Author, Live, type LiveChange } from '../live/index.js'
import { Queue } from '../live/queue.js'
import { isRoot } from '../live/strangers.js'
import { MESSAGES } from '../messages.js'
import { openAsItIs } from '../opening.js'
import { Records } from '../records/records.js'
import { Occupancy, type SessionLimits, USUAL_LIMITS } from '../sessions/limits.js'
import { Sessions } from '../sessions/sessions.js'
import { definedAt, textOf } from '../settings.js'
import type { Patience } from '../sources/source.js'
import { Sources } from '../sources/sources.js'
import { WorkFailed } from '../worker/work-failed.js'
import { WorkInThread } from '../worker/work-in-thread.js'
import { type Account, accountOf, become } from './account.js'
import { auditRecord } from './audit-record.js'
import { clusterEnd, clusterSettings, managerCommits, type NamedBus } from './cluster-end.js'
import { loadAsWhoDecides } from './load-as-who-decides.js'
import type { LoadedFiles, StartOptions } from './load-files.js'
import { notifySystemd } from './notify-systemd.js'
import { PidFile, USUAL_PID_FILE } from './pid-file.js'
import { restartOptions } from './restart.js'
import { StartRefused } from './start-refused.js'
import { openingFor, STARTS_MANAGER } from './start-rights.js'

export interface ManagerOptions extends StartOptions {
  readonly version: string
  /** Takes a line for standard error, with its line end. */
  readonly standardError: (line: string) => void
  /** Without PID file; what is refused in the background is a warning (runtime spec, choices). */
  readonly isForeground: boolean
  /** Whether a second manager with the same PID file is refused. */
  readonly locks?: boolean
  readonly verbosity?: number
  /** What the command line says of the cluster group. */
  readonly clusterGroup?: string | undefined
  readonly limits?: Partial<SessionLimits>
  /** Where the socket of a path lies; by default at that path, whatever the sysroot. */
  readonly socketPlace?: (path: string) => string
  /** When listeners that could not be opened are tried again. */
  readonly listenerPauses?: Partial<ListenerPauses>
  /** How long data sources may take. */
  readonly patience?: Patience
  /** Who is at the other end of Unix sockets; undefined: nobody is known. By default the kernel says. */
  readonly peerUsers?: PeerUsers | undefined
  /** The message bus; by default the one that the configuration names, and without any it is alone. */
  readonly bus?: NamedBus
}

/** The running manager. */
export class Manager {
  readonly live: Live
  readonly cluster: ManagerEnd
  readonly #program: Program
  #commits: Coordinator | undefined
  readonly #options: ManagerOptions
  readonly #records: Records
  readonly #sessions: Sessions
  readonly #listeners: Listeners
  readonly #sources: Sources
  readonly #work: WorkInThread
  readonly #following = new Queue()
  readonly #main: string
  #pidFile: PidFile | undefined
  #stopping: Promise<void> | undefined
  #stopped: () => void = () => undefined

  /** Is fulfilled when it has stopped. */
  readonly stopped = new Promise<void>((resolve) => {
    this.#stopped = resolve
  })

  /**
   * Starts it: it takes sessions when this is fulfilled.
   * @throws StartRefused
   */
  static async start(options: ManagerOptions): Promise<Manager> {
    const { configuration, site, pidFile } = await loadAsWhoDecides(options, STARTS_MANAGER)
    const manager = new Manager(options, configuration, site)
    manager.#pidFile = pidFile
    try {
      await manager.#start({ configuration, site })
    } catch (error) {
      await manager.#listeners.close()
      for (const { socket } of manager.#early ?? []) socket.destroy()
      await manager.#sources.close()
      manager.#commits?.stop()
      await manager.cluster.close()
      await manager.#records.close()
      await manager.#removePidFile()
      throw error
    }
    return manager
  }

  private constructor(
    options: ManagerOptions,
    configuration: Configuration,
    site: SiteKnowledge | undefined,
  ) {
    this.#options = options
    this.#main = configuration.main.productPath
    const place = this.#place
    this.#records = new Records(configuration, {
      place,
      standardError: options.standardError,
      verbosity: options.verbosity ?? 0,
    })
    this.#work = new WorkInThread(configuration, {
      main: options.main,
      load: options.load,
      judging: { ...options.judging, isOfRootAlone: true },
      site,
      onTrouble: (text) => {
        this.#records.report({ level: 'critical', part: 'CONSL', source: 'config', text })
      },
    })
    this.live = new Live(configuration, this.#work, {
      site,
      watcher: {
        veto: (before, after, by) => this.#veto(before, after, by),
        changed: (change) => this.#changed(change),
        notice: (notice) => this.#sessions.notify(noticeText(notice).trimEnd()),
      },
    })
    this.#sources = new Sources({
      place,
      report: (report) => this.#records.report(report),
      ...(options.patience !== undefined && { patience: options.patience }),
    })
    const program = programOf(configuration, options)
    this.#program = program
    this.cluster = clusterEnd(configuration, program, {
      ...options,
      place,
      report: (report) => this.#records.report(report),
    })
    const peerUsers = 'peerUsers' in options ? options.peerUsers : kernelPeerUsers()
    const commits = () => this.#commits
    this.#sessions = new Sessions({
      live: this.live,
      cluster: this.cluster,
      get commits() {
        return commits()
      },
      program,
      upkeep: this.#upkeep(),
      stores: new Stores(place, () => schemeStores(this.live.current, this.#sources)),
      decoys: new Decoys(),
      failedLogins: new FailedLogins(),
      occupancy: new Occupancy(this.#limits),
      peerUsers,
      report: (report) => this.#records.report(report),
      account: (record) => this.#records.account(record),
      shutdown: () => void this.stop('the command shutdown'),
    })
    this.#listeners = new Listeners({
      place,
      socketPlace: options.socketPlace,
      // Set before the first one is opened.
      owner: () => this.#owner,
      opening: () => this.#opening,
      onConnection: (socket, listener) => this.#connected(socket, listener),
      onError: (listener, { message }) => this.#error(`${listener.endpoint}: ${message}`),
      onOpened: ({ endpoint }) => this.#say(`listening on ${endpoint}`),
      onClosed: (listener) => {
        const { endpoint } = listener
        this.#say(`no longer listening on ${endpoint}`)
        const text = MESSAGES.listenerClosed(endpoint)
        this.#sessions.closeOf(listener, 'listener-closed', text)
      },
      onRefused: ({ message, isOfTls }) => {
        if (isOfTls) this.#mayStart = false
        this.#error(message)
        this.#sessions.notify(message)
      },
      onTrouble: (text) => this.#error(text),
      pauses: options.listenerPauses,
    })
    if (peerUsers === undefined) this.#peerUsersUnknown = true
  }

  /** Where a path of the configuration lies on this machine. */
  readonly #place = (path: string) => sysrootOf(this.#options.load).inside(path).path

  #owner: { readonly uid: number; readonly gid: number } | undefined
  #opening = openAsItIs
  #peerUsersUnknown = false

  /** How its listeners are called, in the order of the configuration. */
  get endpoints(): readonly string[] {
    return this.#listeners.open.map(({ endpoint }) => endpoint)
  }

  /** How many console sessions there are. */
  get sessions(): number {
    return this.#sessions.count
  }

  /** Reads the files again, as SIGHUP asks for it, and opens the logs by their names anew. */
  async reload(by: string): Promise<boolean> {
    const lines = await this.#reloadRefused(by)
    await this.#reopenLogs()
    if (lines.length === 0) return true
    for (const line of [...lines, MESSAGES.reconfigureFailed]) this.#say(line, 'config')
    return false
  }

  /** @returns why the files were not read again; nothing when they were */
  async #reloadRefused(by: string): Promise<readonly string[]> {
    try {
      const outcome = await this.live.reload({ user: by })
      switch (outcome.kind) {
        case 'done':
          return []
        case 'refused':
          return outcome.lines
        case 'waiting':
          return [`a commit by ${outcome.waiting.by} waits for its confirmation`]
      }
    } catch (error) {
      if (!(error instanceof WorkFailed)) throw error
      return [error.message]
    }
  }

  /** Waits until all that has happened is in the logs and in the listeners. */
  async flush(): Promise<void> {
    await this.#following.run(async () => undefined)
    await this.cluster.flush()
    await this.#records.flush()
  }

  /** In its turn: a record of a change goes into the chain before or behind it. */
  #reopenLogs(logger?: string): Promise<readonly string[]> {
    return this.#following.run(() => this.#records.reopen(logger))
  }

  #upkeep(): Upkeep {
    return {
      reopenLogs: (logger) => this.#reopenLogs(logger),
      lastReports: () => this.#records.past,
      sourceCounts: (configuration) => this.#sources.counts(configuration),
      flushSource: (configuration, name) => this.#sources.flush(configuration, name),
      threadCounts: () => this.#work.counts,
    }
  }

  /** Stops it: the sessions are told, and no listener stays. */
  stop(why: string): Promise<void> {
    this.#stopping ??= this.#stop(why)
    return this.#stopping
  }

  /** Says something in the paniclog, whatever `Debug_Flags` says. */
  warn(text: string): void {
    this.#say(text)
    if ((this.#options.verbosity ?? 0) < 2) this.#records.show(text)
  }

  async #start({ configuration, site }: LoadedFiles): Promise<void> {
    const account = await this.#account(configuration)
    if (account !== undefined && isRoot()) {
      this.#owner = account
      this.#opening = openingFor(account)
      this.#records.ownedBy(account, this.#opening)
    }
    if (!this.#options.isForeground) this.#pidFile ??= await this.#takePidFile(configuration)
    const troubles = await this.#records.follow(configuration)
    if (troubles.length > 0 && !this.#options.isForeground) throw new StartRefused(troubles)
    for (const trouble of troubles) this.warn(trouble)
    const { version } = this.#options
    this.#say(`starting: version ${version}, process ${process.pid}, main file ${this.#main}`)
    await this.#listeners.follow(configuration)
    const wanted = wantedListeners(configuration)
    if (!this.#mayStart || (this.#listeners.open.length === 0 && wanted.length > 0)) {
      throw new StartRefused(this.#refusedListeners)
    }
    if ((this.#options.verbosity ?? 0) < 1) {
      for (const text of this.#refusedListeners) this.#records.show(text)
    }
    const { path: pidPath } = this.#pidFile ?? {}
    if (pidPath !== undefined) {
      await this.#opening(pidPath, async () => this.#pidFile?.write(this.#owner))
    }
    if (account !== undefined) this.#become(account)
    // Behind the change of the user, to whom the file of the control cache belongs.
    await this.cluster.readMembers()
    await this.#followCluster(configuration)
    this.cluster.start()
    this.#commits = await managerCommits(
      this.cluster,
      { configuration, site },
      this.#program,
      (report) => this.#records.report(report),
      (notice) => this.#sessions.notify(commitNoticeText(notice).trimEnd()),
    )
    this.#warnings(configuration)
    await this.#checkWritable(configuration)
    this.#isStarted = true
    this.#takeEarly()
    this.#say('ready')
    await notifySystemd('ready')
  }

  /** Why listeners could not be opened at the start. */
  readonly #refusedListeners: string[] = []
  /** Certificates that cannot be read are a mistake of the configuration, and end the start. */
  #mayStart = true
  #isStarted = false

  async #account(configuration: Configuration): Promise<Account | undefined> {
    const account = await accountOf(configuration)
    if (typeof account !== 'string') return account
    if (!isRoot() && definedAt(configuration, [{ name: 'Security' }], 'User') === undefined) {
      return undefined
    }
    if (!this.#options.isForeground) throw new StartRefused([account])
    this.warn(`${account}: the manager goes on as it is`)
    return undefined
  }

  #become(account: Account): void {
    if (isRoot()) become(account)
    else if (process.getuid?.() !== account.uid) {
      const now = process.getuid?.()
      this.warn(`Security.User: only root can become ${account.user}; this is user ${now}`)
    }
  }

  /** Who has connected before sessions are taken; undefined since then. */
  #early: { readonly socket: Socket; readonly listener: Listener }[] | undefined = []

  /** Whoever connects while it starts waits: what a session does is done with the rights of the account. */
  #connected(socket: Socket, listener: Listener): void {
    if (this.#early === undefined) this.#sessions.take(socket, listener)
    else if (this.#early.length >= this.#limits.sessions) socket.destroy()
    else this.#early.push({ socket, listener })
  }

  #takeEarly(): void {
    const early = this.#early ?? []
    this.#early = undefined
    for (const { socket, listener } of early) this.#sessions.take(socket, listener)
  }

  /** How much it takes on. */
  get #limits(): SessionLimits {
    return { ...USUAL_LIMITS, ...this.#options.limits }
  }

  async #removePidFile(): Promise<void> {
    const file = this.#pidFile
    if (file !== undefined) await this.#opening(file.path, async () => file.remove())
  }

  #takePidFile(configuration: Configuration): Promise<PidFile> {
    const named = definedAt(configuration, [], 'pidfile')
    const path = (named && textOf(configuration, [], 'pidfile')) ?? USUAL_PID_FILE
    const place = this.#place(path)
    return this.#opening(place, async () => PidFile.take(place, this.#options.locks ?? true))
  }

  #warnings(configuration: Configuration): void {
    for (const option of ['Chroot', 'Capabilities']) {
      if (definedAt(configuration, [{ name: 'Security' }], option) !== undefined) {
        this.warn(`Security.${option} has no effect here`)
      }
    }
    if (this.#peerUsersUnknown) {
      this.warn('Users of Unix sockets cannot be known here: rules on their names match nobody')
    }
    if (configuration.root.scopesNamed('as_logger').length > 0) {
      this.#say('as_logger has nothing to collect: there is no message bus')
    }
    if (wantedListeners(configuration).length === 0) {
      this.warn('No control listener is enabled: nobody can reach the console')
    }
  }

  /** Says which files writeback could not write. */
  async #checkWritable(configuration: Configuration): Promise<void> {
    for (const { readOnly, virtual, realPath, productPath } of configuration.files) {
      if (readOnly !== undefined || virtual === true) continue
      try {
        await access(realPath, constants.W_OK)
        await access(dirname(realPath), constants.W_OK)
      } catch {
        this.warn(`writeback cannot write ${productPath}`)
      }
    }
  }

  #veto(before: Configuration, after: Configuration, by: Author): string | undefined {
    if (by.confirmed === true) return undefined
    const keys = new Set(wantedListeners(after).map(({ key }) => key))
    if (keys.size === 0 && wantedListeners(before).length > 0) return MESSAGES.noListener
    const own = this.#sessions.get(by.session)?.listener
    if (own === undefined || keys.has(own.key)) return undefined
    return MESSAGES.closesOwnSession(own.endpoint)
  }

  #changed(change: LiveChange): void {
    const { after, cause, by } = change
    const origin = this.#sessions.get(by?.session)?.origin
    const who = by === undefined ? '' : ` by ${by.user}`
    if (cause === 'reload') this.#say(`configuration reloaded${who}`, 'config')
    for (const option of restartOptions(change)) {
      this.#say(MESSAGES.needsRestart(option), 'config')
    }
    this.#sources.follow(after)
    void this.#following.run(async () => {
      for (const trouble of await this.#records.follow(after)) this.#error(trouble)
      this.#records.audit(auditRecord(change, origin))
      await this.#listeners.follow(after, cause === 'reload')
      if (cause === 'reload') await this.cluster.readMembers()
      await this.#followCluster(after)
    })
  }

  async #followCluster(configuration: Configuration): Promise<void> {
    const settings = clusterSettings(configuration, this.#place)
    await this.cluster.follow(configuration, settings)
  }

  async #stop(why: string): Promise<void> {
    this.#say(`stopping: ${why}`)
    const told = notifySystemd('stopping')
    await this.#listeners.close()
    this.cluster.end()
    this.#commits?.stop()
    this.#sessions.closeAll('shutdown', MESSAGES.stops)
    await this.#sessions.allGone()
    await this.#work.close()
    await this.#sources.close()
    await this.cluster.close()
    await told
    this.#say('stopped')
    await this.#following.run(async () => undefined)
    await this.#records.close()
    await this.#removePidFile()
    this.#stopped()
  }

  #say(text: string, source = 'eccmgr'): void {
    this.#records.report({ level: 'always', part: 'START', source, text })
  }

  #error(text: string): void {
    if (!this.#isStarted) this.#refusedListeners.push(text)
    this.#records.report({ level: 'error', part: 'NET', source: 'control', text })
  }
}

const CLUSTER = [{ name: 'Cluster' }] as const

function programOf(configuration: Configuration, options: ManagerOptions): Program {
  const { version, clusterGroup } = options
  return {
    version,
    host: hostname(),
    pid: process.pid,
    clusterGroup: clusterGroup ?? textOf(configuration, CLUSTER, 'cluster_group') ?? 'ec_cluster',
    controlGroup: textOf(configuration, CLUSTER, 'control_group') ?? 'ec_console',
    system: `${type()} ${release()} (${process.arch})`,
    runtime: `Node.js ${process.versions.node}`,
  }
}

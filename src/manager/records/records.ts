import type { Configuration } from '../../config/index.js'
import { systemReason } from '../../project/system-reason.js'
import { type Opening, openAsItIs } from '../opening.js'
import { type AccountRecord, accountLine } from './acctlog.js'
import type { AuditHead, AuditRecord } from './audit-chain.js'
import { AuditLog } from './audit-log.js'
import { destinationsOf, type LogDestination } from './destinations.js'
import { oneLine } from './escape.js'
import { type FileOwner, LogFile } from './log-file.js'
import { isWanted, LEVELS, panicLine, type Report } from './paniclog.js'
import { type PastReport, PastReports } from './past-reports.js'
import { timeStamp, timeStampFormat } from './time-stamp.js'

export interface RecordsOptions {
  /** Where a path of the running product lies on this machine. */
  readonly place: (path: string) => string
  /** Takes a line for standard error, with its line end. */
  readonly standardError: (line: string) => void
  /** Up to which level behind "error" reports go to standard error too: 0 to 4. */
  readonly verbosity?: number
  readonly now?: () => Date
}

interface OpenLog {
  readonly destination: LogDestination
  readonly file: LogFile
}

/** The logs of the manager: paniclog, acctlog and the chain of commits. */
export class Records {
  readonly #options: RecordsOptions
  readonly #now: () => Date
  #configuration: Configuration
  #owner: FileOwner | undefined
  #opening = openAsItIs
  #logs: readonly OpenLog[] = []
  #audit: AuditLog | undefined
  readonly #past = new PastReports()

  constructor(configuration: Configuration, options: RecordsOptions) {
    this.#configuration = configuration
    this.#options = options
    this.#now = options.now ?? (() => new Date())
  }

  /**
   * Who new files belong to: whoever the manager runs as later.
   * @param opening with which rights files are opened until then
   */
  ownedBy(owner: FileOwner | undefined, opening: Opening): void {
    this.#owner = owner
    this.#opening = opening
  }

  /**
   * Opens the logs that a configuration asks for, and closes the others.
   * @returns why some cannot be written, each in one line
   */
  async follow(configuration: Configuration): Promise<readonly string[]> {
    this.#configuration = configuration
    const { files, strange } = destinationsOf(configuration)
    const troubles = strange.map(
      ({ log, destination }) => `${log} goes to files only here, not to ${oneLine(destination)}`,
    )
    const kept: OpenLog[] = []
    for (const destination of files) {
      const key = keyOf(destination)
      const there = this.#logs.find((each) => keyOf(each.destination) === key)
      const log = there ?? this.#newLog(destination)
      if (!kept.some((each) => keyOf(each.destination) === key)) kept.push(log)
      if (there !== undefined) continue
      await this.#opening(log.file.path, () => log.file.open()).catch((error: Error) =>
        troubles.push(trouble(destination, error)),
      )
    }
    const closed = this.#logs.filter((log) => !kept.includes(log))
    this.#logs = kept
    await Promise.all(closed.map(({ file }) => file.close()))
    await this.#followAudit(files, troubles)
    return troubles
  }

  /** Writes a report into the paniclog, and on standard error, where either is wanted. */
  report(report: Report): void {
    const now = this.#now()
    const panics = this.#of('paniclog')
    if (isWanted(this.#configuration, report)) {
      const line = panicLine(this.#configuration, report, now)
      for (const { file } of panics) file.append(line)
      this.#past.add(report, now)
    }
    if (this.#isShown(report)) this.#show(report.text, now)
  }

  /** Says something on standard error only. */
  show(text: string): void {
    this.#show(text, this.#now())
  }

  #isShown({ level }: Report): boolean {
    if (level === 'critical') return true
    const { verbosity = 0 } = this.#options
    const rank = level === 'always' ? 3 : LEVELS.indexOf(level)
    return rank <= 1 + verbosity && verbosity > 0
  }

  #show(text: string, now: Date): void {
    const format = timeStampFormat(this.#configuration)
    this.#options.standardError(`${timeStamp(format, now)}${oneLine(text)}\n`)
  }

  account(record: AccountRecord): void {
    const logs = this.#of('acctlog')
    if (logs.length === 0) return
    const line = accountLine(record, this.#now())
    for (const { file } of logs) file.append(line)
  }

  /** Adds a record to the chain of commits; its new head goes into the paniclog. */
  audit(record: AuditRecord): void {
    const head = this.#audit?.add({ time: this.#now().toISOString(), ...record })
    if (head !== undefined) this.#tellHead(head)
  }

  #tellHead(head: AuditHead): void {
    const text = `audit record ${head.records}, SHA-256 ${head.hash}`
    this.report({ level: 'always', part: 'CONSL', source: 'audit', text })
  }

  /** The last reports of each level that went into the paniclog, in the order of time. */
  get past(): readonly PastReport[] {
    return this.#past.list()
  }

  /**
   * Opens files by their names anew. Nothing may be added to the chain of commits meanwhile.
   * @param logger the instance of an `ec_logger`, whose logs are meant; all of them by default
   * @returns why some cannot be written, each in one line
   */
  async reopen(logger?: string): Promise<readonly string[]> {
    const { files: all } = destinationsOf(this.#configuration)
    const meant = all.filter((each) => logger === undefined || each.logger === logger)
    const keys = new Set(meant.map(keyOf))
    const logs = this.#logs.filter(({ destination }) => keys.has(keyOf(destination)))
    const files = logs.map(({ file }) => file.reopen())
    const troubles = await Promise.all(files)
    if (logger === undefined) {
      const audit = await this.#audit?.reopen(this.#now())
      troubles.push(audit?.trouble)
      if (audit?.begun !== undefined) this.#tellHead(audit.begun)
    }
    return troubles.flatMap((trouble) => (trouble === undefined ? [] : [oneLine(trouble)]))
  }

  /** Waits until all is written. */
  async flush(): Promise<void> {
    await Promise.all([...this.#logs.map(({ file }) => file.flush()), this.#audit?.flush()])
  }

  /** Writes what is left, and closes all. */
  async close(): Promise<void> {
    const logs = this.#logs
    await Promise.all([...logs.map(({ file }) => file.close()), this.#audit?.close()])
    this.#logs = []
    this.#audit = undefined
  }

  #of(log: LogDestination['log']): readonly OpenLog[] {
    return this.#logs.filter(({ destination }) => destination.log === log)
  }

  #newLog(destination: LogDestination): OpenLog {
    const { path, mode } = destination
    const file = new LogFile(
      this.#options.place(path),
      mode,
      (text) => this.#lost(text),
      this.#owner,
      this.#opening,
    )
    return { destination, file }
  }

  /** A log that cannot be written is told where it can be read. */
  #lost(text: string): void {
    this.show(text)
  }

  /** The chain lies beside the acctlog, or beside the paniclog where there is none. */
  async #followAudit(files: readonly LogDestination[], troubles: string[]): Promise<void> {
    const beside =
      files.find(({ log }) => log === 'acctlog') ?? files.find(({ log }) => log === 'paniclog')
    const path = beside && this.#options.place(beside.path).replace(/[^/]*$/, AUDIT_FILE)
    if (path === this.#audit?.path) return
    await this.#audit?.close()
    this.#audit = undefined
    if (path === undefined) return
    try {
      const { log, broken } = await this.#opening(path, () =>
        AuditLog.open(path, this.#now(), (text) => this.#lost(text), this.#owner),
      )
      this.#audit = log
      if (broken !== undefined) troubles.push(broken)
    } catch (error) {
      troubles.push(`${path} cannot be written: ${systemReason(error)}`)
    }
  }
}

/** The name of the chain of commits. */
const AUDIT_FILE = 'auditlog.ec'

function keyOf({ log, path, mode }: LogDestination): string {
  return `${log} ${mode} ${path}`
}

function trouble({ log, path }: LogDestination, error: Error): string {
  return `${log} ${oneLine(path)} cannot be written: ${oneLine(systemReason(error))}`
}

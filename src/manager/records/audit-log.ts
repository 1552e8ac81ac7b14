import { rename } from 'node:fs/promises'
import {
  type AuditHead,
  type AuditRecord,
  type AuditVerdict,
  auditLine,
  EMPTY_CHAIN,
} from './audit-chain.js'
import { verifyAuditFile } from './audit-file.js'
import { type FileOwner, LogFile } from './log-file.js'

/** Nobody else need read who has changed what. */
const MODE = 0o640

const EMPTY: AuditVerdict = { kind: 'whole', head: EMPTY_CHAIN }

/** The chain of commits in a file. */
export class AuditLog {
  #head: AuditHead

  private constructor(
    private readonly file: LogFile,
    head: AuditHead,
  ) {
    this.#head = head
  }

  /**
   * Opens a chain, and goes on where it ends. One that is broken is put aside whole, and another one
   * begun: the break stays to be seen.
   *
   * @returns `broken` says so, in one line
   * @throws the system's errors
   */
  static async open(
    path: string,
    now: Date,
    onTrouble: (text: string) => void,
    owner?: FileOwner,
  ): Promise<{ readonly log: AuditLog; readonly broken?: string }> {
    const verdict = await verifyAuditFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
      return EMPTY
    })
    const isBroken = verdict.kind === 'broken'
    const aside = `${path}.broken-${now.toISOString().replaceAll(':', '')}`
    if (isBroken) await rename(path, aside)
    const file = new LogFile(path, MODE, onTrouble, owner)
    await file.open()
    const log = new AuditLog(file, isBroken ? EMPTY_CHAIN : verdict.head)
    if (!isBroken) return { log }
    return { log, broken: `${path} was no whole chain, and is ${aside} now: ${verdict.text}` }
  }

  get path(): string {
    return this.file.path
  }

  /** @returns the head of the chain with the record */
  add(record: AuditRecord): AuditHead {
    const { line, head } = auditLine(this.#head, record)
    this.#head = head
    this.file.append(line)
    return head
  }

  /**
   * Opens the file by its name anew. Where it was moved away and is empty now, another chain begins,
   * whose first record says where the one before has ended. No record may be added meanwhile.
   * @returns why it cannot be written; the head of the chain that was begun
   */
  async reopen(now: Date): Promise<{ readonly trouble?: string; readonly begun?: AuditHead }> {
    const trouble = await this.file.reopen()
    if (trouble !== undefined) return { trouble }
    if (this.#head.records === 0 || !this.file.isEmpty) return {}
    const { records, hash } = this.#head
    this.#head = EMPTY_CHAIN
    const before = { records, sha256: hash }
    return { begun: this.add({ time: now.toISOString(), cause: 'log begun anew', before }) }
  }

  flush(): Promise<void> {
    return this.file.flush()
  }

  close(): Promise<void> {
    return this.file.close()
  }
}

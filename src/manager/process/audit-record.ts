import { changeLines } from '../commands/set-lines.js'
import type { LiveChange } from '../live/index.js'
import type { Origin } from '../records/acctlog.js'
import type { AuditRecord } from '../records/audit-chain.js'

/** How many lines of one change are recorded; a change of more says how many there were. */
const MOST_LINES = 1000

/**
 * What the chain of commits says of a change: who made it, from where, and its lines with secrets
 * masked.
 * @param origin undefined for what no console session did
 */
export function auditRecord(change: LiveChange, origin: Origin | undefined): AuditRecord {
  const { cause, by, changes, after } = change
  const recorded = changes.slice(0, MOST_LINES).map((placed) => placed.change)
  const lines = [...changeLines(recorded, after, { maskSecrets: true })].map((text) =>
    text.trimEnd(),
  )
  const others = changes.length - recorded.length
  return {
    cause,
    by: by?.user ?? null,
    session: by?.session ?? null,
    listener: origin?.listener ?? null,
    peer: origin?.peer ?? null,
    changes: others === 0 ? lines : [...lines, `# and ${others} more`],
  }
}

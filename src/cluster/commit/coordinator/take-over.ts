import type { NodeReport } from '../messages.js'
import { sha256 } from '../sha256.js'

/** What the journals of the nodes say about how a commit was decided. */
export type Verdict =
  | { readonly kind: 'confirmed'; readonly secret: string }
  | { readonly kind: 'cancelled'; readonly reason: string }
  /** The nodes that are absent may know more. */
  | { readonly kind: 'unknown' }

/**
 * What the first manager may have decided, told from the nodes that obey another one now. It can have
 * confirmed only when every node had answered to the first step of confirming.
 * @param reports by node, of those that obey now
 */
export function verdictOf(
  participants: readonly string[],
  reports: ReadonlyMap<string, NodeReport>,
): Verdict {
  const secret = provenSecret([...reports.values()])
  if (secret !== undefined) return { kind: 'confirmed', secret }
  for (const [node, { state, isConfirming, owner, reason }] of reports) {
    // A node that knows nothing of the commit may have lost what it knew.
    if (!participants.includes(node) || owner === '') continue
    if (state === 'aborted' || state === 'rolled-back') {
      return { kind: 'cancelled', reason: `${node} is ${state}${reason && `: ${reason}`}` }
    }
    if (!isConfirming) return { kind: 'cancelled', reason: `${node} was never asked to keep it` }
  }
  if (participants.every((node) => reports.has(node))) {
    return { kind: 'cancelled', reason: 'no node knows that it is confirmed' }
  }
  return { kind: 'unknown' }
}

/** A secret that the journal of another node proves; without any such journal, whatever is said. */
function provenSecret(reports: readonly NodeReport[]): string | undefined {
  const hashes = new Set(reports.map(({ secretHash }) => secretHash).filter(Boolean))
  return reports
    .map(({ secret }) => secret)
    .find((secret) => secret !== undefined && (hashes.size === 0 || hashes.has(sha256(secret))))
}

import type { Timing } from '../timing.js'

/**
 * A moment that must be found again after a restart of the program. While the system runs, the
 * monotonic clock rules, whatever is done to the other one.
 */
export interface Deadline {
  /** By the wall clock, for people; ISO 8601. */
  readonly at: string
  /** In milliseconds. */
  readonly length: number
  /** What the monotonic clock said at the beginning. */
  readonly from: number
  readonly boot: string
}

export function deadlineIn(length: number, timing: Timing): Deadline {
  return {
    at: new Date(timing.now().getTime() + length).toISOString(),
    length,
    from: timing.monotonic(),
    boot: timing.bootId,
  }
}

/**
 * How many milliseconds are left, 0 when none are. When the system was started again since, nobody can
 * tell: undefined.
 */
export function restOf({ length, from, boot }: Deadline, timing: Timing): number | undefined {
  if (boot !== timing.bootId) return undefined
  return Math.min(length, Math.max(0, from + length - timing.monotonic()))
}

/** The times of a member: a wall clock for people, and one that only goes on, for waiting. */
export interface Timing {
  /** What the wall clock says: it may jump. */
  now(): Date
  /** Milliseconds since the system was started, or since some moment that stays the same. */
  monotonic(): number
  /** What tells this start of the system from any other one. */
  readonly bootId: string
  /** Calls back after some milliseconds of the monotonic clock. @returns what ends the waiting */
  after(milliseconds: number, call: () => void): () => void
}

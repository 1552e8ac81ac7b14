/**
 * In what state a node is with a commit.
 * - `idle`: it knows nothing of it
 * - `prepared`: it has voted for it and holds its slot for it
 * - `applying`: it is writing and loading the candidate
 * - `provisional`: it runs the candidate, and takes it back at the deadline
 * - `confirmed`: it runs the candidate for good
 * - `aborted`: it has never run the candidate, or not longer than it took to find out that it cannot
 * - `rolling-back`, `rolled-back`: it ran the candidate, and has the base again
 * - `diverged`: it has done something else than the others, or does not know what they do
 * - `abort-error`: what it runs is neither base nor candidate: a person must look at it
 */
export const NODE_STATES = [
  'idle',
  'prepared',
  'applying',
  'provisional',
  'confirmed',
  'aborted',
  'rolling-back',
  'rolled-back',
  'diverged',
  'abort-error',
] as const

export type NodeState = (typeof NODE_STATES)[number]

import type { AnswerStatus } from '../messages/answer.js'

/**
 * What became of a command on a node, as the manager knows it. Beside what the node says itself:
 * - `cut`: parts of the answer were lost on their way
 * - `no-room`: the answer came, and there was no room to keep it
 */
export const KEPT_STATUSES = ['cut', 'no-room'] as const

export type KeptStatus = AnswerStatus | (typeof KEPT_STATUSES)[number]

/** The answer of one node. */
export interface KeptAnswer {
  readonly status: KeptStatus
  readonly bytes: Uint8Array
  /** Whether it came after the patience of the command had ended. */
  readonly isLate: boolean
  /** After how many milliseconds it was whole. */
  readonly took: number
  /** The run of the node that has answered. */
  readonly run: string
}

/** A node that was asked, and its answer when there is one. */
export interface NodeAnswer {
  readonly name: string
  readonly subcluster: string | undefined
  readonly answer: KeptAnswer | undefined
}

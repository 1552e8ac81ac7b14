import type { AnswerStatus } from '../messages/answer.js'
import type { SentCommand } from '../messages/command.js'

/** Carries out the commands that a node is sent: our own console, or a program. */
export interface Runner {
  /**
   * Carries out a command. It is over when this is fulfilled, whatever came of it.
   * @param take gets the answer piece by piece, as it comes
   * @param signal is aborted when nobody waits for more: what runs is to end soon
   */
  run(
    command: SentCommand,
    take: (bytes: Uint8Array) => void,
    signal: AbortSignal,
  ): Promise<RunnerStatus>
}

/** What a runner says of a command; the rest of the statuses are those of the node. */
export type RunnerStatus = Extract<AnswerStatus, 'ok' | 'failed' | 'unavailable'>

import { MESSAGES } from '../messages.js'
import type { FromThread } from './messages.js'
import { WorkFailed } from './work-failed.js'

/**
 * What has come of a job in a thread of the manager.
 * @param job its name, for the operator
 * @param onTrouble is told in one line what has gone wrong
 * @throws WorkFailed when the job has failed, by a fault of ours
 */
export function resultOf(
  answer: FromThread,
  job: string,
  onTrouble: (text: string) => void,
): unknown {
  if (answer.kind === 'done') return answer.result
  onTrouble(`internal error in ${job}: ${answer.stack || answer.why}`)
  throw new WorkFailed(MESSAGES.workFailed)
}

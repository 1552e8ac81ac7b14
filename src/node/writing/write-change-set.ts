import type { ChangeSet } from '../../edit/index.js'
import { type Machine, THIS_MACHINE } from '../machine.js'
import { requestedFiles } from './requested-files.js'
import { writeFilesDurably } from './write-files.js'

/**
 * Writes all files of a change set or none, without a record: a loss of power may leave only some
 * of the files new. `install` prevents that.
 * @throws WriteError with the file's name for users
 */
export function writeChangeSet(changeSet: ChangeSet, machine: Machine = THIS_MACHINE): void {
  const requests = requestedFiles(changeSet, machine.calls).map(({ request }) => request)
  if (requests.length > 0) writeFilesDurably(requests, machine)
}

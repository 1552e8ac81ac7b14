import type { ChangeSet } from '../../edit/index.js'
import { type Machine, THIS_MACHINE } from '../machine.js'
import { requestedFiles } from './requested-files.js'
import { writeFilesDurably } from './write-files.js'

/**
 * Writes what a change set says, all of its files or none, and records nothing: after a loss of
 * power in the middle some of several files may be new. `install` is safe from that.
 * @throws WriteError with the name that people know the file by
 */
export function writeChangeSet(changeSet: ChangeSet, machine: Machine = THIS_MACHINE): void {
  const requests = requestedFiles(changeSet, machine).map(({ request }) => request)
  if (requests.length > 0) writeFilesDurably(requests, machine)
}

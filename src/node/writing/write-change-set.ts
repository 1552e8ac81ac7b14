import type { ChangeSet } from '../../edit/index.js'
import { rightsToMake } from '../access/rights.js'
import { type Machine, THIS_MACHINE } from '../machine.js'
import { settler } from '../transactions/settle.js'
import type { WriteRequest } from './replacement.js'
import { checkBase, requestedFiles } from './requested-files.js'
import { writeLocated } from './write.js'

/**
 * Writes all files of a change set or none, without a record: a loss of power may leave only some
 * of the files new. `install` prevents that.
 * @throws WriteError with the file's name for users
 */
export function writeChangeSet(
  changeSet: ChangeSet,
  machine: Machine = THIS_MACHINE,
  allowed: Pick<WriteRequest, 'mayLoseAttributes' | 'mayExpose'> = {},
): readonly string[] {
  const { calls } = machine
  const notes: string[] = []
  const files = requestedFiles(changeSet, machine, allowed)
  if (files.length === 0) return notes
  writeLocated(files, machine, {
    settle: settler(machine),
    rights: rightsToMake(changeSet, machine),
    beforeCommit: () => checkBase(changeSet, calls),
    tell: (note) => notes.push(note),
  })
  return notes
}

import type { ChangeSet } from '../../edit/index.js'
import { placeNotes } from '../../node/index.js'
import type { Host } from '../host.js'
import { machineOf } from '../recovery/machine.js'

/**
 * A change set as a preview shows it: with what is to be said of the places where its files lie here.
 * What is kept of it is that of the change itself.
 * @param mayExpose as `WriteRequest` has it
 */
export function withPlaceNotes(
  changeSet: ChangeSet,
  host: Host,
  mayExpose?: boolean | undefined,
): ChangeSet {
  const { notes } = changeSet
  return { ...changeSet, notes: [...notes, ...placeNotes(changeSet, machineOf(host), mayExpose)] }
}

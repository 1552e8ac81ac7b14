import { type BoundFile, boundPath, type ChangeSet } from '../../edit/index.js'
import { carriedNotes } from '../access/carried-text.js'
import { newFileNotes } from '../access/new-file.js'
import { exchangersOf, isOneOf, type Party, partyText } from '../access/parties.js'
import type { Machine } from '../machine.js'
import { askQuietly } from './ignore-errors.js'
import { wayTo } from './way.js'

/**
 * What is to be said before a change set is written, in every preview: where its files really lie where
 * that is somebody's choice, who cannot read those that it makes, and into which files text comes that
 * fewer people can read.
 * @param mayExpose whether such text is written all the same
 */
export function placeNotes(
  changeSet: Pick<ChangeSet, 'base' | 'edits' | 'carried'>,
  machine: Machine,
  mayExpose = false,
): string[] {
  const notes = changeSet.edits.flatMap((file) => exchangeableLink(file, machine) ?? [])
  return [
    ...newFileNotes(changeSet, machine),
    ...notes,
    ...carriedNotes(changeSet, machine, mayExpose),
  ]
}

/**
 * Where links lead that somebody else can exchange: somebody other than this user, root, and the owner
 * of the file, who can change that anyway.
 */
export function exchangeableLink(
  file: BoundFile,
  { calls, processes }: Machine,
): string | undefined {
  const real = boundPath(file)
  const self = processes.uid()
  if (real === file.path || self === undefined) return undefined
  const owner = askQuietly(() => calls.status(real))?.uid
  const way = askQuietly(() => wayTo(file.path, calls))
  const note = `${file.name} leads to ${real}`
  // What has no way to it is being exchanged at this moment.
  if (way === undefined) return note
  const trusted = [0, self, owner]
  const chooser = way.flatMap(exchangersOf).find((party) => !isOneOf(party, trusted))
  return chooser && `${note}, ${whoseText(chooser)}`
}

function whoseText(chooser: Party): string {
  return 'user' in chooser
    ? `which is not of ${partyText(chooser)}`
    : `and ${partyText(chooser)} can change that`
}

import { dirname } from 'node:path'
import type { ChangeSet } from '../../edit/index.js'
import type { Machine } from '../machine.js'
import { askQuietly } from './ignore-errors.js'

/**
 * Warnings, for root, about links in other users' folders that a change would write through:
 * whoever may write the folder of a link chooses the file.
 */
export function linkNotes(
  { edits }: Pick<ChangeSet, 'edits'>,
  { calls, processes }: Machine,
): string[] {
  if (processes.uid() !== 0) return []
  return edits.flatMap(({ name, path }) => {
    const real = askQuietly(() => calls.realPath(path))
    if (real === undefined || real === path) return []
    const folder = askQuietly(() => calls.status(dirname(path)))
    const file = askQuietly(() => calls.status(real))
    const isTheirs = folder !== undefined && folder.uid !== 0 && file?.uid !== folder.uid
    return isTheirs ? [`${name} leads to ${real}, which is not of user ${folder.uid}`] : []
  })
}

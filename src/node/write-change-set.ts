import { readFileSync } from 'node:fs'
import { type ChangeSet, editedBytes } from '../edit/index.js'
import { Source } from '../syntax/index.js'
import type { WriteRequest } from './replacement.js'
import { hashOf } from './replacement.js'
import { type Machine, writeFilesDurably } from './write.js'
import { hasCode, WriteError, writeError } from './write-error.js'

/**
 * Writes what a change set says, all of its files or none. It is bound to every file that it was
 * made from: when one of them is another by now, the change might mean something else.
 * @throws WriteError with the name that people know the file by
 */
export function writeChangeSet(changeSet: ChangeSet, machine?: Machine): void {
  const present = new Map<string, Uint8Array>()
  for (const { path, name, hash } of changeSet.base) {
    const bytes = read(path, name)
    if (hashOf(bytes) !== hash) {
      const reason = 'was changed by someone else meanwhile; nothing was written'
      throw new WriteError('changed', name, reason)
    }
    present.set(path, bytes)
  }
  const requests = changeSet.edits.map((edits): WriteRequest => {
    const { path, name, create } = edits
    const before = create ? undefined : (present.get(path) ?? read(path, name))
    const source = before === undefined ? new Source('') : Source.fromBytes(before)
    const expectedHash = before && hashOf(before)
    return { path, name, bytes: editedBytes(source, edits), expectedHash }
  })
  if (requests.length > 0) writeFilesDurably(requests, machine)
}

function read(path: string, name: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      throw new WriteError(
        'gone',
        name,
        'was removed by someone else meanwhile; nothing was written',
      )
    }
    throw writeError(error, name)
  }
}

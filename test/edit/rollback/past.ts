import { createHash } from 'node:crypto'
import {
  editedBytes,
  editsBetween,
  type PastChange,
  type PastFile,
  planRollback,
} from '../../../src/edit/index.js'
import { invertEdits, Source } from '../../../src/syntax/index.js'

type Text = string | undefined

export const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** A change of the history, from what each file held to what it holds then. */
export function past(
  number: number,
  files: Readonly<Record<string, readonly [before: Text, after: Text]>>,
): PastChange {
  return {
    number,
    files: Object.entries(files).map(([name, [before, after]]) => pastFile(name, before, after)),
  }
}

function pastFile(name: string, before: Text, after: Text): PastFile {
  const edits = editsBetween(before ?? '', after ?? '')
  return {
    name,
    path: `/conf/${name}`,
    created: before === undefined,
    ...(after === undefined && { removed: true }),
    edits,
    inverse: invertEdits(before ?? '', edits),
    before: () => (before === undefined ? undefined : bytes(before)),
    after: () => bytes(after ?? ''),
  }
}

/**
 * Takes a change back, and says what came of it.
 * @param now what the files hold
 */
export function takeBack(
  change: PastChange,
  now: Readonly<Record<string, Text>>,
  later: readonly PastChange[] = [],
) {
  const current = new Map(
    Object.entries(now).map(([name, text]) => [
      `/conf/${name}`,
      text === undefined ? undefined : bytes(text),
    ]),
  )
  const changeSet = planRollback(change, current, { hashOf, later })
  const after: Record<string, Text> = { ...now }
  for (const each of changeSet.edits) {
    const source = new Source(now[each.name] ?? '')
    const edited = Source.fromBytes(editedBytes(source, each)).text
    after[each.name] = each.remove ? undefined : edited
  }
  return { changeSet, after }
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

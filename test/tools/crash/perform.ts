import type { ChangeSet } from '../../../src/edit/index.js'
import {
  HeldLocks,
  install,
  type Machine,
  recover,
  type WriteRecord,
} from '../../../src/node/index.js'

/** What a program is about to write; plain data, so that another process can do it. */
export interface Write {
  readonly changeSet: ChangeSet
  readonly write: WriteRecord
  /** The files that it has locked while it asked. */
  readonly holds?: readonly { readonly realPath: string; readonly name: string }[]
  /** It is written already, and to be taken back by the next run. */
  readonly isOverdue?: boolean
}

/** The files of the configuration that a write is about. */
export function filesOf({ changeSet: { base, edits } }: Pick<Write, 'changeSet'>): Set<string> {
  return new Set([...base, ...edits].map(({ path }) => path))
}

/** @throws WriteError */
export function perform(asked: Write, machine: Machine): void {
  const { changeSet, write, holds, isOverdue } = asked
  if (isOverdue) {
    recover(write.folder, machine, filesOf(asked))
    return
  }
  const held = holds && HeldLocks.acquire(holds, write.folder, machine)
  try {
    install(changeSet, write, machine, held)
  } finally {
    held?.release()
  }
}

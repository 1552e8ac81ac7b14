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

/** @throws WriteError */
export function perform({ changeSet, write, holds, isOverdue }: Write, machine: Machine): void {
  if (isOverdue) {
    recover(write.folder, machine)
    return
  }
  const held = holds && HeldLocks.acquire(holds, write.folder, machine)
  try {
    install(changeSet, write, machine, held)
  } finally {
    held?.release()
  }
}

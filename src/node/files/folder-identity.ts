import type { Processes } from '../locks/processes.js'
import type { FolderStatus } from './file-system-calls.js'

/**
 * Which folder a record was made in: a copy of it, from a backup or beside it, is another one. All are
 * decimal numbers, as texts, but for the start of the machine.
 */
export interface FolderIdentity {
  readonly inode: string
  /** In nanoseconds since 1970. */
  readonly born: string
  /** Means something only until the machine is started again. */
  readonly device: string
  readonly boot?: string
}

export function identityOf(
  { inode, born, device }: FolderStatus,
  processes: Processes,
): FolderIdentity {
  const boot = processes.boot()
  return { inode, born, device, ...(boot !== undefined && { boot }) }
}

/** Whether a record that was made in one folder lies in that very folder. */
export function isSameFolder(recorded: FolderIdentity, found: FolderIdentity): boolean {
  return (
    recorded.inode === found.inode &&
    recorded.born === found.born &&
    (recorded.boot !== found.boot || recorded.device === found.device)
  )
}

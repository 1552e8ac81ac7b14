import type { Processes } from '../locks/processes.js'
import { isLine } from './bounded.js'
import type { Numbered } from './file-system-calls.js'

/**
 * Identifies the folder that a record was made in, or a file, so that a copy, from a backup or beside it,
 * counts as another one. All fields but `boot` are decimal numbers as text.
 */
export interface FolderIdentity {
  readonly inode: string
  /** Time of birth, in nanoseconds since 1970. */
  readonly born: string
  /** Valid only until the machine is started again. */
  readonly device: string
  readonly boot?: string
}

export function identityOf(
  { inode, born, device }: Numbered,
  processes: Processes,
): FolderIdentity {
  const boot = processes.boot()
  return { inode, born, device, ...(boot !== undefined && { boot }) }
}

/** Whether a folder or file is the recorded one. */
export function isSameFolder(recorded: FolderIdentity, found: FolderIdentity): boolean {
  return (
    recorded.inode === found.inode &&
    recorded.born === found.born &&
    (recorded.boot !== found.boot || recorded.device === found.device)
  )
}

/** Whether a value can be what a record says of a folder or file. */
export function isFolderIdentity(value: unknown): value is FolderIdentity {
  const { inode, born, device, boot } = (value ?? {}) as Partial<FolderIdentity>
  return (
    [inode, born, device].every((number) => isLine(number, 32)) &&
    (boot === undefined || isLine(boot, 64))
  )
}

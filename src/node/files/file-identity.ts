import type { FolderStatus } from './file-system-calls.js'

/** Device and inode, as one text: no two existing files have the same. */
export function fileIdentity({ dev, ino }: { readonly dev: number; readonly ino: number }): string {
  return `${dev}:${ino}`
}

/** The same of a folder that is open. */
export function openedIdentity({ device, inode }: FolderStatus): string {
  return fileIdentity({ dev: Number(device), ino: Number(inode) })
}

import type { Numbered } from './file-system-calls.js'

/** Device and inode, as one text: no two existing files have the same. */
export function fileIdentity({ dev, ino }: { readonly dev: number; readonly ino: number }): string {
  return `${dev}:${ino}`
}

/** The same of what is open. */
export function openedIdentity({ device, inode }: Pick<Numbered, 'device' | 'inode'>): string {
  return fileIdentity({ dev: Number(device), ino: Number(inode) })
}

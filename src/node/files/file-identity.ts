import type { Numbered } from './file-system-calls.js'

/**
 * Device and inode, as one text: no two existing files have the same. A number of JavaScript would take
 * neighbours above 2^53 for one file.
 */
export function fileIdentity({ dev, ino }: { readonly dev: bigint; readonly ino: bigint }): string {
  return `${dev}:${ino}`
}

/** Device and inode of an opened file or folder, as one text. */
export function openedIdentity({ device, inode }: Pick<Numbered, 'device' | 'inode'>): string {
  return `${device}:${inode}`
}

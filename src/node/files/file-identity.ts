import type { Numbered, Ownership } from './file-system-calls.js'

/**
 * Device, inode and owner, as one text: no two existing files have the same device and inode. The owner
 * tells apart what somebody else has made since: the inode of a file that was removed is given to the next
 * one. A number of JavaScript would take neighbours above 2^53 for one file.
 */
export function fileIdentity({
  dev,
  ino,
  uid,
}: {
  readonly dev: bigint
  readonly ino: bigint
  readonly uid: bigint
}): string {
  return `${dev}:${ino}:${uid}`
}

/** Device, inode and owner of an opened file or folder, as one text. */
export function openedIdentity({
  device,
  inode,
  uid,
}: Pick<Numbered & Ownership, 'device' | 'inode' | 'uid'>): string {
  return `${device}:${inode}:${uid}`
}

/** Whether two identities are of one file, which may have got another owner in between. */
export function isSameInode(one: string | undefined, other: string | undefined): boolean {
  const inode = (identity: string | undefined) => identity?.replace(/:\d+$/, '')
  return inode(one) === inode(other)
}

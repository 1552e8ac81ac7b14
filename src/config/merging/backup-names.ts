/** Matches copies that editors, package managers and people leave beside a file. */
const BACKUP = [
  /~$/,
  /^#.*#$/,
  /\.(?:bak|backup|old|orig|rej|save|saved|swp|swo|tmp)(?:[-._]?\d+(?:[-._]\d+)*)?$/i,
  // Numbered and dated copies: limits.conf.1, limits.conf-2024-03-04.
  /\.conf(?:[-._]\d+)+$/i,
  /\.(?:rpmsave|rpmnew|rpmorig|dpkg-old|dpkg-new|dpkg-dist|dpkg-bak|ucf-old|ucf-new|ucf-dist)(?:\.\d+)?$/,
]

/** Whether a file name looks like a copy that was not meant to be read. */
export function isBackupName(name: string): boolean {
  return BACKUP.some((pattern) => pattern.test(name))
}

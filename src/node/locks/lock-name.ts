/** Names of the helper files beside a file that is written: `.NAME.ecconf-lock`, `.NAME.ecconf-TOKEN.tmp`. */

/** How the names of all helper files of a file begin. */
export function helperPrefix(name: string): string {
  return `.${name}.ecconf-`
}

/** The file that a lock belongs to, by the name of the lock; undefined for all other names. */
export function lockedName(name: string): string | undefined {
  return /^\.(.+)\.ecconf-lock$/.exec(name)?.[1]
}

/** As `lockedName`, and for the temporary files of a lock too. */
export function lockedOrTemporaryName(name: string): string | undefined {
  return /^\.(.+)\.ecconf-(?:lock|[0-9a-f]{16}\.(?:tmp|stale))$/.exec(name)?.[1]
}

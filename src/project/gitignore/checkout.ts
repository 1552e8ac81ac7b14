import { statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { nativePath } from '../../node/files/native-path.js'

/** Whether a folder lies in a checkout of git. */
export function isInCheckout(folder: string): boolean {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (isCheckout(at)) return true
    if (at === dirname(at)) return false
  }
}

/** Whether git has its own files in a folder. */
export function isCheckout(folder: string): boolean {
  return isThere(join(folder, '.git'))
}

/** Whether there is something, as far as this user can see. */
export function isThere(path: string): boolean {
  try {
    return statSync(nativePath(path), { throwIfNoEntry: false }) !== undefined
  } catch {
    return false
  }
}

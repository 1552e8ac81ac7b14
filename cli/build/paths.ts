import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the checkout, whatever folder the build is started in. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** A file of the checkout, by its path from the root. */
export function fromRoot(path: string): string {
  return resolve(ROOT, path)
}

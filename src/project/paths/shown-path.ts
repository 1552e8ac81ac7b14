import { relative, resolve } from 'node:path'

/** A path as people read it: relative to the working directory where it lies below it. */
export function shownPath(path: string): string {
  const below = relative('.', path)
  return below === '' || below.startsWith('..') ? resolve(path) : below
}

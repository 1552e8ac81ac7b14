import { relative, resolve } from 'node:path'

/**
 * A path as people read it: relative to the working directory where it lies below it. Below `/` lies
 * everything: there it stays whole.
 */
export function shownPath(path: string): string {
  const below = relative('.', path)
  const isWhole = below === '' || below.startsWith('..') || resolve('.') === '/'
  return isWhole ? resolve(path) : below
}

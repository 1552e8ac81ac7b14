/** POSIX paths, for code that must run where `node:path` is missing. */
import type { Environment } from './environment.js'

/** Removes `.`, `..` where possible, and doubled or final slashes from a path. */
export function normalize(path: string): string {
  const absolute = isAbsolute(path)
  const kept: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') kept.push(part)
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop()
    else if (!absolute) kept.push('..')
  }
  return (absolute ? '/' : '') + kept.join('/') || '.'
}

export function isAbsolute(path: string): boolean {
  return path.startsWith('/')
}

/** Resolves `path` against `directory`; an absolute `path` is only normalized. */
export function resolvePath(directory: string, path: string): string {
  return normalize(isAbsolute(path) ? path : `${directory}/${path}`)
}

export function dirname(path: string): string {
  const slash = path.lastIndexOf('/')
  if (slash === -1) return '.'
  return slash === 0 ? '/' : path.slice(0, slash)
}

export function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/**
 * The part of `path` below `directory`, '' for `directory` itself, undefined for a path outside.
 * Both must be absolute and normalized.
 */
export function pathBelow(directory: string, path: string): string | undefined {
  if (path === directory) return ''
  const prefix = directory === '/' ? '/' : `${directory}/`
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined
}

/**
 * A path as people read it: relative to the working directory, when it lies below it. For a program
 * that stands in `/` because it has to stand somewhere, a path stays whole.
 */
export function shownBelow(
  {
    workingDirectory,
    isWholeBelowRoot,
  }: Pick<Environment, 'workingDirectory' | 'isWholeBelowRoot'>,
  path: string,
): string {
  const isWhole = isWholeBelowRoot === true && workingDirectory === '/'
  return (isWhole ? undefined : pathBelow(workingDirectory, path)) || path
}

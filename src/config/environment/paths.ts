/** POSIX paths, for code that must run where `node:path` is missing. */

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
 * A path as people read it: relative to a folder that it lies below. Below `/` lies everything: there a
 * path stays whole, for a program that runs in the background stands nowhere else.
 */
export function shownBelow(directory: string, path: string): string {
  const below = directory === '/' ? undefined : pathBelow(directory, path)
  return below || path
}

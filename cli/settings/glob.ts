import { GlobAutomaton } from './glob-automaton.js'

/**
 * A test for paths with slashes, relative to some folder: `*` and `?` stand for what is no slash,
 * `**` for any number of folders, `{a,b}` for one of several. A pattern without a slash is about
 * names in any folder. What lies in a folder that a pattern names belongs to it too.
 */
export function globMatcher(patterns: readonly string[]): (path: string) => boolean {
  if (patterns.length === 0) return () => false
  const automata = patterns.map((pattern) => new GlobAutomaton(anchored(pattern)))
  return (path) => automata.some((automaton) => automaton.test(path))
}

/** Whether a pattern is a plain path. */
export function isPlainPath(pattern: string): boolean {
  return !/[*?{]/.test(pattern) && pattern.includes('/')
}

function anchored(pattern: string): string {
  const path = withoutEnd(pattern.replace(/^(?:\.\/)+/, './'))
  if (path.startsWith('./')) return path.slice(2)
  return path.includes('/') ? path.replace(/^\/+/, '') : `**/${path}`
}

function withoutEnd(path: string): string {
  let end = path.length
  while (path[end - 1] === '/') end--
  return path.slice(0, end)
}

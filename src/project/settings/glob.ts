import { compilePattern, Matcher } from '../../config/pattern/pattern.js'

/**
 * A test for paths with slashes, relative to some folder: `*` and `?` stand for what is no slash,
 * `**` for any number of folders, `{a,b}` for one of several. A pattern without a slash is about
 * names in any folder. What lies in a folder that a pattern names belongs to it too.
 */
export function globMatcher(patterns: readonly string[]): (path: string) => boolean {
  if (patterns.length === 0) return () => false
  const matchers = patterns.flatMap((pattern) => matcherOf(pattern) ?? [])
  return (path) => matchers.some((matcher) => matcher.test(path) === true)
}

/** Whether a pattern is one that can be matched: not too long, nor too deeply nested. */
export function isGlob(pattern: string): boolean {
  return matcherOf(pattern) !== undefined
}

function matcherOf(pattern: string): Matcher | undefined {
  const compiled = compilePattern(expressionOf(anchored(pattern)))
  return compiled instanceof Matcher ? compiled : undefined
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

/** A character but for a slash, in UTF-8: expressions are matched byte by byte. */
const IN_A_NAME = String.raw`(?:[^/\x80-\xff]|[\xc0-\xff][\x80-\xbf]*)`

/** A glob as an expression that matches a path, or what lies in a folder of that path. */
function expressionOf(glob: string): string {
  const lastClosing = glob.lastIndexOf('}')
  let text = ''
  let open = 0
  for (let at = 0; at < glob.length; at++) {
    const sign = glob[at] as string
    if (sign === '*' && glob[at + 1] === '*') {
      while (glob[at + 1] === '*') at++
      // `**/` may stand for no folder at all.
      if (glob[at + 1] === '/') at++
      text += glob[at] === '/' ? '(?:.*/)?' : '.*'
    } else if (sign === '*') text += '[^/]*'
    else if (sign === '?') text += IN_A_NAME
    else if (sign === '{' && at < lastClosing) {
      open++
      text += '(?:'
    } else if (sign === '}' && open > 0) {
      open--
      text += ')'
    } else if (sign === ',' && open > 0) text += '|'
    else text += sign.replace(/[\\^$.|+()[\]{}]/, '\\$&')
  }
  return String.raw`(?s)\A${text}${')'.repeat(open)}(?:/|\z)`
}

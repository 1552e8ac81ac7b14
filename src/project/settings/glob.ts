/**
 * A test for paths with slashes, relative to some folder: `*` and `?` stand for what is no slash,
 * `**` for any number of folders, `{a,b}` for one of several. A pattern without a slash is about
 * names in any folder. What lies in a folder that a pattern names belongs to it too.
 */
export function globMatcher(patterns: readonly string[]): (path: string) => boolean {
  if (patterns.length === 0) return () => false
  const expressions = patterns.map((pattern) => new RegExp(`^${source(anchored(pattern))}(?:/|$)`))
  return (path) => expressions.some((expression) => expression.test(path))
}

/** Whether a pattern is a plain path. */
export function isPlainPath(pattern: string): boolean {
  return !/[*?{]/.test(pattern) && pattern.includes('/')
}

function anchored(pattern: string): string {
  const path = pattern.replace(/^(?:\.\/)+/, './').replace(/\/+$/, '')
  if (path.startsWith('./')) return path.slice(2)
  return path.includes('/') ? path.replace(/^\/+/, '') : `**/${path}`
}

function source(glob: string): string {
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
    else if (sign === '?') text += '[^/]'
    else if (sign === '{' && glob.includes('}', at)) {
      open++
      text += '(?:'
    } else if (sign === '}' && open > 0) {
      open--
      text += ')'
    } else if (sign === ',' && open > 0) text += '|'
    else text += sign.replace(/[\\^$.|+()[\]{}]/, '\\$&')
  }
  return text + ')'.repeat(open)
}

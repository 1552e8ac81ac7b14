import type { DialectNode } from '../../../../grammar/dialects/kinds.js'
import type { LineFormat } from '../../../../grammar/dialects/lines/format.js'
import { Source } from '../../../../src/syntax/index.js'
import type { Verdict } from '../../../tools/oracle.js'

/**
 * A second reader of the line formats, which splits plainly and shares nothing with the first.
 *
 * @param text begins where a line begins
 * @returns how many tokens the line has, 0 for a blank line or a comment, undefined when it does not
 *   have the form; and how many characters were read, the line's end included
 */
type Split = (text: string) => { readonly tokens: number | undefined; readonly length: number }

/** What a splitter says of a text, where the reader's lexer has nothing to say. */
export function lineOracle(
  { lex }: LineFormat,
  node: keyof typeof DialectNode,
  split: Split,
): (text: string) => Verdict {
  return (text) => {
    const clean = lex(new Source(text)).diagnostics.length === 0
    const lines: [string, number, number][] = []
    let count = 0
    for (let at = text.startsWith('\ufeff') ? 1 : 0; at < text.length; ) {
      const { tokens, length } = split(text.slice(at))
      if (tokens === undefined) return { clean, accepted: false, nodes: [] }
      if (tokens > 0) lines.push([node, count, count + tokens])
      count += tokens
      at += length
    }
    return { clean, accepted: true, nodes: [['File', 0, count], ...lines] }
  }
}

/** A splitter of single lines. It gets a line that is neither blank nor a comment. */
function eachLine(tokensOf: (line: string) => number | undefined): Split {
  return (text) => {
    const line = (text.split('\n', 1)[0] as string).replace(/^[ \t\r\v\f]+/, '')
    const length = text.includes('\n') ? text.indexOf('\n') + 1 : text.length
    return { tokens: line === '' || line.startsWith('#') ? 0 : tokensOf(line), length }
  }
}

function trimmed(line: string): string {
  return line.replace(/[ \t\r\v\f]+$/, '')
}

/** `key=value` with one word behind the `=`, and perhaps a comment. */
export const splitClusterBoot = eachLine((line) =>
  /^[^=\s]+[ \t\r\v\f]*=[ \t\r\v\f]*[^\s#]\S*(?:[ \t\r\v\f]+(?:#[^\n]*)?)?$/.test(line)
    ? 3
    : undefined,
)

/** `key = words`, where a backslash at a line's end joins the next one. */
export const splitRotate: Split = (text) => {
  const head = /^[ \t\r\v\f]*[^=\s#][^=\s]*[ \t\r\v\f]*=/.exec(text)
  if (head === null) return eachLine(() => undefined)(text)
  const token = /[ \t\r\v\f]+|\\[ \t\r\v\f]*\n|(#[^\n]*|$|\n)|((?:(?!\\[ \t\r\v\f]*\n)\S)+)/y
  token.lastIndex = head[0].length
  let tokens = 2
  for (;;) {
    const found = token.exec(text) as RegExpExecArray
    const end = found.index + found[0].length
    if (found[2] !== undefined) tokens++
    if (found[1] === undefined) continue
    return { tokens, length: found[1].startsWith('#') ? end + 1 : Math.max(end, 1) }
  }
}

/** `user:realm:HA1` */
export const splitDigest = eachLine((line) => {
  const fields = trimmed(line).split(':')
  return fields.length === 3 && fields.every((field) => field !== '') ? 5 : undefined
})

/** `user:password`, the password to the end of the line. */
export const splitPasswords = eachLine((line) =>
  /^[^:]+:[^\n]/.test(line.replace(/\r$/, '')) ? 3 : undefined,
)

/** `group:users` with up to two fields between them. */
export const splitGroups = eachLine((line) => {
  const [name, ...fields] = trimmed(line).split(':')
  const users = fields.pop()
  if (name === '' || users === undefined || fields.length > 2) return undefined
  if (!/^\s*(?:[^\s,]+\s*(?:,\s*)?)*$/.test(users)) return undefined
  const members = users.match(/,|[^\s,]+/g) ?? []
  const colons = fields.length + 1
  return 1 + colons + fields.filter((field) => field !== '').length + members.length
})

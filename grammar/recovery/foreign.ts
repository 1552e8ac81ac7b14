import { TokenKind } from '../../src/syntax/index.js'
import type { Layout } from '../layout.js'

/** A pattern for lines that are clearly in another language. */
interface Foreign {
  readonly pattern: RegExp
  readonly summary: string
  readonly detail: string
  /** Whether the piece may continue on the next lines. */
  readonly block: boolean
  readonly fix?: { readonly title: string; readonly length: number; readonly text: string }
}

const PASTED = 'Only options, stanzas and includes can stand in this file. Take it out.'

const COMMENT = 'A comment begins with "#", or stands between /* and */.'

const FOREIGN: readonly Foreign[] = [
  {
    pattern: /^\/\//,
    summary: '"//" does not begin a comment',
    detail: COMMENT,
    block: false,
    fix: { title: 'Write "#"', length: 2, text: '#' },
  },
  {
    pattern: /^--(?=[\s[])/,
    summary: '"--" does not begin a comment',
    detail: COMMENT,
    block: false,
    fix: { title: 'Write "#"', length: 2, text: '#' },
  },
  {
    pattern: /^;+\s*[A-Za-z#]/,
    summary: '";" does not begin a comment',
    detail: COMMENT,
    block: false,
    fix: { title: 'Write "#"', length: 1, text: '#' },
  },
  { pattern: /^<!--/, summary: '"<!--" does not begin a comment', detail: COMMENT, block: false },
  {
    pattern:
      /^(?:\d\d:\d\d:\d\d\s+\S+>|config\s+(?:begin|commit|eval|get|locate|reload|replay|rollback|set|show|showrecurse|unset|writeback)\b)/i,
    summary: 'A command of the console',
    detail: 'In a file an option is written Name = value, inside the stanza of its scope.',
    block: false,
  },
  { pattern: /^<[?!/]?[A-Za-z]/, summary: 'A piece of XML', detail: PASTED, block: true },
  { pattern: /^(?:\{\s*"|"[^"]*"\s*:)/, summary: 'A piece of JSON', detail: PASTED, block: true },
  {
    pattern: /^(?:@@ |diff --git |[+-]\s*[A-Za-z_][\w-]*\s*(?:=|\{|")|[+-]\s*\})/,
    summary: 'A line of a patch',
    detail: PASTED,
    block: true,
  },
  {
    pattern: /^(?:-\s+[^\s=][^={]*$|[A-Za-z_][\w-]*:\s*(?:#.*)?$)/,
    summary: 'A piece of YAML',
    detail: PASTED,
    block: true,
  },
  {
    pattern: /^\[[\w .:-]+\]\s*(?:[#;].*)?$/,
    summary: 'The head of a section, as INI files have it',
    detail: 'Options of a scope stand in a stanza: Name { ... }.',
    block: false,
  },
  { pattern: /^(?:```|~~~)/, summary: 'A mark of Markdown', detail: PASTED, block: false },
  {
    pattern:
      /^(?:#!|(?:export|unset)\s+\w+|if\s+!?\s*\[|if\s+\w.*;\s*then|(?:then|fi|done|esac|do)\b|for\s+\w+\s+in\b|while\s|case\s.*\sin\b|(?:echo|sudo|source|exec|cat|chmod|chown|mkdir|cp|mv|rm|service|systemctl)\s+[^={]|\.\s+\/|\$[\w{(]|set\s+-)/,
    summary: 'A piece of a shell script',
    detail: PASTED,
    block: true,
  },
  {
    pattern:
      /^(?:(?:local\s+)?function\b|local\s+\w+|msys\.|require\s*\(|return\b|end\)?[\s,;)]*$|(?:else)?if\b.*\bthen\s*$|[\w.]+\.\w+\()/,
    summary: 'A piece of a Lua script',
    detail: PASTED,
    block: true,
  },
  {
    pattern: /^(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|GRANT)\s+[^={]+/,
    summary: 'A statement in SQL',
    detail: PASTED,
    block: true,
  },
  {
    pattern: /^[A-Za-z_]\w*(?:\s+[^\s={};"]+){2,}\s*;\s*(?:#.*)?$/,
    summary: "A line of another program's configuration",
    detail: 'An option is written Name = value, without a semicolon.',
    block: true,
  },
]

const COMMENT_MARKS = /^(?:\/\/|--)/

/** How many characters of a line are examined. */
const MOST_READ = 200

/** Which other language the line of a token is in; undefined when it may be conf language. */
export function foreignStart(layout: Layout, token: number): Foreign | undefined {
  const start = layout.tokens.start[token] as number
  // After a statement, only a comment of another language is likely.
  const { text: whole } = layout.source
  if (!layout.startsLine(token) && !COMMENT_MARKS.test(whole.slice(start, start + 2))) {
    return undefined
  }
  const text = whole.slice(start, start + MOST_READ)
  const newline = text.indexOf('\n')
  const line = (newline === -1 ? text : text.slice(0, newline)).trimEnd()
  return FOREIGN.find(({ pattern }) => pattern.test(line))
}

/**
 * The token after a piece of another language: the lines below belong to it while they are indented
 * more, match a pattern themselves, or cannot be statements.
 */
export function foreignEnd(layout: Layout, from: number, found: Foreign): number {
  const margin = layout.indent(from)
  let braces = layout.kind(from) === TokenKind.OpenBrace ? 1 : 0
  for (let token = from + 1; ; token++) {
    const kind = layout.kind(token)
    if (kind === TokenKind.EndOfFile) return token
    if (kind === TokenKind.OpenBrace) braces++
    else if (kind === TokenKind.CloseBrace && --braces < 0) return token
    if (!layout.startsLine(token) || braces > 0) continue
    if (!found.block) return token
    if (layout.indent(token) > margin || foreignStart(layout, token)) continue
    if (kind === TokenKind.CloseBrace || layout.looksLikeHead(token)) return token
  }
}

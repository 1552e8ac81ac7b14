import { lex } from '../../../grammar/lexer/lexer.js'
import { Source, TokenKind } from '../../../src/syntax/index.js'

/** One token of a text: its kind as the grammar page calls it, and its text. */
export interface ReadToken {
  readonly kind: string
  readonly text: string
}

const NAMES = new Map<number, string>(
  Object.entries(TokenKind).map(([name, kind]) => [kind, name.toLowerCase()]),
)
const NAMED: ReadonlySet<number> = new Set([TokenKind.Word, TokenKind.String, TokenKind.Include])

/** The tokens of a text, as the lexer reads it. */
export function readTokens(text: string): ReadToken[] {
  const { tokens } = lex(new Source(text))
  return Array.from({ length: tokens.count }, (_, index) => {
    const kind = tokens.kind[index] as number
    return {
      kind: NAMED.has(kind) ? (NAMES.get(kind) as string) : 'mark',
      text: text.slice(tokens.start[index], tokens.end[index]),
    }
  })
}

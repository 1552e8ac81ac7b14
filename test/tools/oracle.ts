import type { CstNode, CstParser, IToken } from 'chevrotain'
import { confGrammar, type Grammar } from '../../grammar/compile.js'
import { ConfParser } from '../../grammar/grammar.js'
import { type Lexed, lex } from '../../grammar/lexer/lexer.js'
import { Source, TokenKind, type Tokens } from '../../src/syntax/index.js'

const parser = new ConfParser()

/** What the plain Chevrotain parser of the grammar says about the tokens of a text. */
export interface Verdict {
  /** Whether the lexer had nothing to say, so that the grammar alone decides. */
  readonly clean: boolean
  readonly accepted: boolean
  /** The nodes in preorder: rule, first token and the token behind the last one. */
  readonly nodes: readonly (readonly [string, number, number])[]
}

export const oracle = grammarOracle(confGrammar, lex, parser)

/** What the plain Chevrotain parser of a grammar says of texts. */
export function grammarOracle(
  grammar: Grammar,
  lex: (source: Source) => Lexed,
  parser: CstParser = grammar.parser(),
): (text: string) => Verdict {
  return (text) => {
    const { tokens, diagnostics } = lex(new Source(text))
    parser.input = chevrotainTokens(tokens, 0, tokens.count, grammar)
    const tree = (parser as unknown as { File(): CstNode }).File()
    const accepted = parser.errors.length === 0
    const nodes: [string, number, number][] = []
    if (accepted) collect(tree, grammar, nodes)
    return { clean: diagnostics.length === 0, accepted, nodes }
  }
}

/** Whether a rule of the grammar accepts the tokens from `first` up to, not including, `limit`. */
export function ruleAccepts(rule: string, tokens: Tokens, first: number, limit: number): boolean {
  const method = (parser as unknown as Record<string, (() => unknown) | undefined>)[rule]
  if (method === undefined) throw new Error(`the grammar has no rule ${rule}`)
  parser.input = chevrotainTokens(tokens, first, limit, confGrammar)
  method.call(parser)
  return parser.errors.length === 0
}

function chevrotainTokens(
  tokens: Tokens,
  first: number,
  limit: number,
  { tokenTypes }: Grammar,
): IToken[] {
  const input: IToken[] = []
  for (let token = first; token < limit; token++) {
    const kind = tokens.kind[token] as number
    const type = tokenTypes[kind] ?? tokenTypes[TokenKind.Unknown]
    if (type === undefined) throw new Error(`no token type for kind ${kind}`)
    // The offset is the number of the token: that is what the machine's tree speaks of.
    input.push({
      image: '',
      startOffset: token,
      endOffset: token,
      tokenType: type,
      tokenTypeIdx: type.tokenTypeIdx as number,
    })
  }
  return input
}

/** Lists the nodes below a rule in preorder. @returns the first token and the one behind the last */
function collect(
  node: CstNode,
  grammar: Grammar,
  nodes: [string, number, number][],
): [number, number] {
  const row: [string, number, number] = [node.name, 0, 0]
  if (node.name in grammar.nodes) nodes.push(row)
  const children = Object.values(node.children).flat()
  const placed = children.sort((a, b) => firstOf(a) - firstOf(b))
  let first = Number.POSITIVE_INFINITY
  let limit = 0
  for (const child of placed) {
    const [from, to] =
      'name' in child ? collect(child, grammar, nodes) : [child.startOffset, child.startOffset + 1]
    first = Math.min(first, from)
    limit = Math.max(limit, to)
  }
  row[1] = first === Number.POSITIVE_INFINITY ? 0 : first
  row[2] = limit
  return [first, limit]
}

function firstOf(element: CstNode | IToken): number {
  if (!('name' in element)) return element.startOffset
  return Math.min(...Object.values(element.children).flat().map(firstOf))
}

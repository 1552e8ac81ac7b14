import * as assert from 'uvu/assert'
import { type Document, parse } from '../../grammar/index.js'
import { BROKEN, NodeKind, TokenKind } from '../../src/syntax/index.js'
import { oracle } from './oracle.js'

const NAMES = Object.fromEntries(Object.entries(NodeKind).map(([name, kind]) => [kind, name]))

/** What the machine refuses although the grammar allows it: a limit, and what the layout says. */
const BEYOND_GRAMMAR = /^syntax\/(?:too-deep|binary-file|encoding)$/

/** What the machine and the oracle say of a text, or that the grammar alone does not decide. */
export type Agreement = 'accepted' | 'refused' | 'left to the lexer'

/**
 * Compares the machine with the plain Chevrotain parser of the same grammar.
 *
 * @throws when one accepts what the other refuses, or their trees differ
 */
export function agree(text: string, document: Document = parse(text)): Agreement {
  const errors = document.diagnostics
  if (errors.some(({ code }) => BEYOND_GRAMMAR.test(code))) return 'left to the lexer'
  const verdict = oracle(text)
  if (!verdict.clean || splitByLayout(document)) return 'left to the lexer'
  const both = verdict.accepted
    ? 'the oracle accepts it, the parser not'
    : 'only the parser accepts it'
  assert.is(errors.length === 0, verdict.accepted, `${both}: ${JSON.stringify(text)}`)
  if (!verdict.accepted) return 'refused'
  assert.equal(nodesOf(document), verdict.nodes, `the trees differ: ${JSON.stringify(text)}`)
  return 'accepted'
}

function nodesOf({ tree }: Document): (readonly [string, number, number])[] {
  return Array.from({ length: tree.count }, (_, node) => {
    const kind = (tree.kind[node] as number) & ~BROKEN
    return [NAMES[kind] as string, tree.first[node] as number, tree.limit[node] as number] as const
  })
}

/** `Name = Word {` over several lines is one scope for the grammar; its layout says otherwise. */
function splitByLayout({ tree, source }: Document): boolean {
  const { count, kind, start, end } = tree.tokens
  for (let word = 1; word < count - 1; word++) {
    if (kind[word] !== TokenKind.Word || kind[word - 1] !== TokenKind.Equals) continue
    if (kind[word + 1] !== TokenKind.OpenBrace) continue
    if (source.text.slice(end[word - 1], start[word + 1]).includes('\n')) return true
  }
  return false
}

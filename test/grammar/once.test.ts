import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from '../../grammar/index.js'
import { lex } from '../../grammar/lexer/lexer.js'
import { runMachine } from '../../grammar/run.js'
import { Source, TokenKind } from '../../src/syntax/index.js'
import { countCalls } from '../tools/steps.js'

const test = suite('a text is split into tokens once, whatever is wrong with its braces')

const UNBALANCED: Readonly<Record<string, string>> = {
  'a stanza that is not closed': 'A {\n  b = 1\nC {\n  d = 2\n}\n',
  'a brace too many': 'A {\n  b = 1\n}\n}\nc = 1\n',
  'an opening brace that is missing': 'A\n  b = 1\n}\nc = 1\n',
  'an opening brace that is missing, and one too many': 'A =\nb = 1\n}\n}\nc = 1\n',
  'a parenthesis for a brace, and a stanza that is not closed': 'A {\n  b = 1\n)\nC {\n  d = 2\n',
}

for (const [name, text] of Object.entries(UNBALANCED)) {
  test(name, async () => {
    assert.is(await countCalls('lex', () => parse(text)), 1)
  })
}

const MISTAKEN: readonly (readonly [text: string, written: string, meant: TokenKind])[] = [
  ['a = ( b c ]\n', ']', TokenKind.CloseParen],
  ['a = [ b = c )\n', ')', TokenKind.CloseBracket],
  ['A {\n  b = 1\n)\n', ')', TokenKind.CloseBrace],
]

for (const [text, written, meant] of MISTAKEN) {
  test(`${JSON.stringify(text)}: the tree says what was meant, the tokens what was written`, () => {
    const source = new Source(text)
    const { tokens } = lex(source)
    const before = tokens.kind.slice()
    const { tree } = runMachine(source, tokens)
    const token = tokens.start.indexOf(text.indexOf(written))
    assert.is(tree.tokens.kind[token], meant)
    assert.equal(tokens.kind, before)
  })
}

test.run()

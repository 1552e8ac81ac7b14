import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { GRAMMARS } from '../../../cli/build/grammars.js'
import { compileGrammar } from '../../../grammar/compile.js'
import { DialectNode } from '../../../grammar/dialects/kinds.js'
import { BROKEN } from '../../../src/syntax/index.js'
import { corpusFiles } from '../../tools/corpus.js'
import { depth } from '../../tools/depth.js'
import { DIALECTS } from './dialects.js'

const test = suite('the sibling dialects and a second reader of each')

for (const [file, grammar] of Object.entries(GRAMMARS)) {
  test(`${file} is what the grammar compiles to`, async () => {
    const { table } = await import(`../../../${file.replace(/\.ts$/, '.js')}`)
    assert.equal(JSON.parse(JSON.stringify(compileGrammar(grammar))), table)
  })
}

/** What is found in texts that the grammar accepts, and what the lexer alone decides. */
const BEYOND_GRAMMAR: ReadonlySet<string> = new Set([
  'syntax/binary-file',
  'syntax/encoding',
  'syntax/invalid-hash',
  'syntax/subcluster-marker',
])

const NAMES = new Map<number, string>(
  Object.entries(DialectNode).map(([name, kind]) => [kind, name]),
)

for (const [folder, { parse, oracle, ending, pieces }] of Object.entries(DIALECTS)) {
  /** Whether both accept a text, with the same tree; undefined when the lexer found mistakes. */
  const accepted = (text: string): boolean | undefined => {
    const { tree, diagnostics } = parse(text)
    const verdict = oracle(text)
    if (!verdict.clean || diagnostics.some(({ code }) => BEYOND_GRAMMAR.has(code))) return undefined
    const broken = tree.kind.some((kind) => (kind & BROKEN) !== 0)
    assert.is(!broken, verdict.accepted, JSON.stringify(text))
    if (broken) {
      assert.ok(diagnostics.length > 0, JSON.stringify(text))
      return false
    }
    const nodes = Array.from({ length: tree.count }, (_, node) => [
      NAMES.get(tree.kind[node] as number),
      tree.first[node],
      tree.limit[node],
    ])
    assert.equal(nodes, verdict.nodes, JSON.stringify(text))
    return true
  }

  for (const file of corpusFiles(`dialects/${folder}`, ending)) {
    test(`${file.name}: accepted by both, with one tree`, () => {
      assert.is(accepted(Buffer.from(file.bytes).toString('utf8')), true)
    })
  }

  test(`${folder}: sequences of pieces`, () => {
    const piece = fc.constantFrom(...pieces.filter((it) => /^[ -~\n]+$/.test(it)))
    const seen = { yes: 0, no: 0 }
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (chosen) => {
        const verdict = accepted(chosen.join(''))
        if (verdict !== undefined) seen[verdict ? 'yes' : 'no']++
      }),
      { numRuns: depth(1000, 4000) },
    )
    assert.ok(seen.yes > depth(50, 200) && seen.no > depth(50, 200), JSON.stringify(seen))
  })

  test(`${folder}: mutations of its files`, () => {
    const texts = corpusFiles(`dialects/${folder}`, ending).map(({ bytes }) =>
      Buffer.from(bytes).toString('utf8'),
    )
    const edit = fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(4),
      fc.constantFrom('', '\n', ' ', '=', ':', ...pieces.filter((it) => /^[ -~\n]+$/.test(it))),
    )
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(edit, { maxLength: 2 }), (text, edits) => {
        let changed = text
        for (const [at, drop, add] of edits) {
          const place = Math.floor(at * changed.length)
          changed = changed.slice(0, place) + add + changed.slice(place + drop)
        }
        accepted(changed)
      }),
      { numRuns: depth(500, 2000) },
    )
  })
}

test.run()

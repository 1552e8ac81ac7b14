import fc from 'fast-check'
import { RE2JS } from 're2js'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { matcherOf } from '../../../src/config/pattern/pattern.js'
import { depth } from '../../tools/depth.js'

const test = suite('patterns, against other engines')

/**
 * Groups are not deep, and texts are short: an engine that goes back would not come to an end with
 * all of them.
 */
const RUNS = depth(750, 3000)
const DEEPEST = 3
const LONGEST = 60

const atom = fc.constantFrom(
  ...['a', 'b', 'c', '.', '\\n', '\\d', '\\w', '\\W', '\\s', '\\S', '1', '-', '\\.'],
  ...['[ab]', '[^a]', '[a-c1]', '[^\\w]', '[\\d-]', '\\x61', '^', '$', '\\b', '\\B'],
)
const quantifier = fc.constantFrom(
  '',
  '',
  '',
  '*',
  '+',
  '?',
  '*?',
  '+?',
  '??',
  '{2}',
  '{1,2}',
  '{0,}',
)

/** Expressions that mean the same in PCRE and in the dialects of the engines. */
function expressions(group: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const { all } = fc.letrec<{ all: string; sequence: string; part: string }>((tie) => ({
    all: fc
      .array(tie('sequence'), { minLength: 1, maxLength: 3 })
      .map((sequences) => sequences.join('|')),
    sequence: fc.array(tie('part'), { maxLength: 4 }).map((parts) => parts.join('')),
    part: fc.oneof(
      { depthSize: 'small', maxDepth: DEEPEST, withCrossShrink: true },
      fc
        .tuple(atom, quantifier)
        .map(([item, count]) => (/^(?:\^|\$|\\b)$/i.test(item) ? item : item + count)),
      fc
        .tuple(group, tie('all'), quantifier)
        .map(([open, all, count]) =>
          /^\(\?(?:[=!]|<[=!])/.test(open) ? `${open}${all})` : `${open}${all})${count}`,
        ),
    ),
  }))
  return all.filter(({ length }) => length <= LONGEST)
}

const text = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', '1', '-', '.', ' ', '\n'),
  maxLength: 9,
})

/** Compares with another engine, and counts how often each answer came. */
function compare(
  expression: fc.Arbitrary<string>,
  other: (expression: string) => { test(text: string): boolean },
): void {
  const answers = { true: 0, false: 0 }
  fc.assert(
    fc.property(expression, fc.array(text, { minLength: 1, maxLength: 5 }), (pattern, texts) => {
      const matcher = matcherOf(pattern)
      if (matcher === undefined) return
      const engine = other(pattern)
      for (const each of texts) {
        const answer = engine.test(each)
        answers[`${answer}`]++
        assert.is(matcher.test(each), answer, `${pattern} in ${JSON.stringify(each)}`)
      }
    }),
    { numRuns: RUNS },
  )
  assert.ok(answers.true > RUNS / 4 && answers.false > RUNS / 4, JSON.stringify(answers))
}

/** `$` of PCRE stands before a last line feed too. */
function withLastLineFeed(expression: string): string {
  return expression.replaceAll('$', '(?=\\n?(?![^]))')
}

test('the native engine, with looks around', () => {
  const group = fc.constantFrom('(', '(?:', '(?=', '(?!')
  // `.` and `\s` of JavaScript know line ends that the texts do not have.
  compare(expressions(group), (expression) => new RegExp(withLastLineFeed(expression)))
})

test('looks behind what has one length', () => {
  const behind = fc
    .tuple(
      fc.constantFrom('(?<=', '(?<!'),
      fc.constantFrom('a', 'ab', '[ab]c', '\\n', 'a|bc', '^', '\\b'),
    )
    .map(([open, inside]) => `${open}${inside})(?:`)
  compare(expressions(behind), (expression) => new RegExp(withLastLineFeed(expression)))
})

test('atomic groups and what they are in the native engine', () => {
  let number = 0
  // (?>x) is (?=(x))\1: what a look ahead has found is not looked for again.
  const kept = fc.constantFrom('a+', 'a*', '[ab]+?', 'a{1,2}', '(?:ab)*', 'ca*', 'ab|bc', '\\w?')
  const pieces = fc.array(
    fc.oneof(
      kept.map((x) => [x]),
      atom.map((x) => x),
    ),
    { minLength: 1, maxLength: 5 },
  )
  const native = new Map<string, string>()
  const pattern = pieces.map((parts) => {
    number = 0
    const ours = parts.map((part) => (typeof part === 'string' ? part : `(?>${part[0]})`)).join('')
    native.set(
      ours,
      parts
        .map((part) => (typeof part === 'string' ? part : `(?=(${part[0]}))\\${++number}`))
        .join('(?:)'),
    )
    return ours
  })
  compare(pattern, (expression) => new RegExp(withLastLineFeed(native.get(expression) as string)))
})

test('re2js, which takes linear time too', () => {
  const group = fc.constantFrom('(', '(?:', '(?i:', '(?s:')
  const safe = expressions(group).filter((expression) => !expression.includes('$'))
  compare(safe, (expression) => RE2JS.compile(expression))
})

test.run()

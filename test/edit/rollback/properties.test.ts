import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from '../../../grammar/index.js'
import { depth } from '../../tools/depth.js'
import { isMerge, type Meaning, meaningOf } from '../../tools/merge/meaning.js'
import { triples } from '../../tools/merge/triples.js'
import { past, takeBack } from './past.js'

const test = suite('taking changes back: properties')

const meaningIn = (text: string) => meaningOf(parse(text))

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }).filter((each) => each.isWellFormed()),
  fc
    .array(fc.constantFrom('a = 1\n', 'b = 2\r\n', 'D "x" {\n', '}\n', '# é\n', '\n', '  '), {
      maxLength: 12,
    })
    .map((lines) => lines.join('')),
)

test('whatever was changed, the first bytes come back, and the new ones again', () => {
  const maybe = fc.option(text, { nil: undefined })
  fc.assert(
    fc.property(maybe, maybe, (before, after) => {
      fc.pre(before !== after)
      const change = past(1, { 'a.conf': [before, after] })
      const back = takeBack(change, { 'a.conf': after })
      assert.equal(back.changeSet.refusals, [])
      assert.equal(back.after, { 'a.conf': before })
      const [edits] = back.changeSet.edits
      assert.equal(edits?.inverse, change.files[0]?.edits)
    }),
    { numRuns: depth(125, 500) },
  )
})

/** Values by option; an option that is not set has none. */
type Values = Readonly<Record<string, string | undefined>>

const NAMES = ['Alpha', 'Beta', 'Gamma', 'Delta'] as const
const values: fc.Arbitrary<Values> = fc.record(
  Object.fromEntries(
    NAMES.map((name) => [name, fc.option(fc.constantFrom('1', '2', '3'), { nil: undefined })]),
  ),
)

/** A file that has these values. */
function written(values: Values, comment: string): string {
  const lines = NAMES.flatMap((name) => {
    const value = values[name]
    return value === undefined ? [] : [`${name} = ${value}\n`]
  })
  return `# ${comment}\n\nScope "x" {\n  Gateway = "g"\n}\n\n${lines.join('')}`
}

function valuesIn(text: string): Values {
  const options = parse(text).root.items.flatMap((item) =>
    item.type === 'option' ? [[item.name, item.value?.text] as const] : [],
  )
  return Object.fromEntries(options)
}

test('of a file that was changed since, exactly what the change did goes', () => {
  fc.assert(
    fc.property(values, values, values, (before, after, now) => {
      const texts = [written(before, 'a'), written(after, 'a'), written(now, 'b')] as const
      const change = past(1, { 'a.conf': [texts[0], texts[1]] })
      const { changeSet, after: result } = takeBack(change, { 'a.conf': texts[2] })
      const changed = NAMES.filter((name) => before[name] !== after[name])
      const disputed = changed.filter(
        (name) => now[name] !== after[name] && now[name] !== before[name],
      )
      assert.is(changeSet.refusals.length, disputed.length)
      if (disputed.length > 0) return assert.equal(changeSet.edits, [])
      const wanted = NAMES.map((name) => [
        name,
        changed.includes(name) ? before[name] : now[name],
      ]).filter(([, value]) => value !== undefined)
      assert.equal(valuesIn(result['a.conf'] ?? ''), Object.fromEntries(wanted))
      assert.match(result['a.conf'] ?? '', '# b\n')
    }),
    { numRuns: depth(125, 500) },
  )
})

test('each refusal names the change that is in the way', () => {
  fc.assert(
    fc.property(fc.array(values, { minLength: 3, maxLength: 6 }), (states) => {
      const changes = states.slice(1).map((each, index) =>
        past(index + 1, {
          'a.conf': [written(states[index] as Values, 'a'), written(each, 'a')],
        }),
      )
      const [first, ...later] = changes
      const [before, after, ...since] = states as [Values, Values, ...Values[]]
      if (first === undefined) return
      const { changeSet } = takeBack(
        first,
        { 'a.conf': written(states.at(-1) as Values, 'a') },
        later,
      )
      for (const { summary } of changeSet.refusals) {
        const [, name = '', number] = /(\w+) was changed by change (\d+) since/.exec(summary) ?? []
        // The first that gives it a value that neither side of the change has.
        const expected = since.findIndex(
          (each) => each[name] !== after[name] && each[name] !== before[name],
        )
        assert.is(Number(number), expected + 2)
      }
    }),
    { numRuns: depth(100, 300) },
  )
})

test('in effect a change is taken back from a file that was changed since, or refused', () => {
  fc.assert(
    fc.property(triples, ({ base: made, ours: now, theirs: was }) => {
      fc.pre(was !== made)
      const change = past(1, { 'a.conf': [was, made] })
      const { changeSet, after } = takeBack(change, { 'a.conf': now })
      if (changeSet.refusals.length > 0) return assert.equal(after, { 'a.conf': now })
      const sides = [made, now, was].map(meaningIn) as [Meaning, Meaning, Meaning]
      assert.is(isMerge(meaningIn(after['a.conf'] ?? ''), ...sides), true)
    }),
    { numRuns: depth(100, 400) },
  )
})

test.run()

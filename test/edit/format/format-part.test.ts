import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from '../../../grammar/index.js'
import { formatEdits } from '../../../src/edit/format/format.js'
import { formatPart } from '../../../src/edit/format/format-part.js'
import { corpusFiles } from '../../tools/corpus.js'
import { configurationText } from '../../tools/random-configuration.js'

const test = suite('formatting a part of a file')

const name = 'a.conf'

/** The part gets what the whole file would get there. */
function check(text: string, one: number, other: number): void {
  const document = parse(text, { name })
  const [a, b] = [one % (text.length + 1), other % (text.length + 1)]
  const part = { start: Math.min(a, b), end: Math.max(a, b) }
  const expected = formatEdits(document).filter(
    ({ start, end }) => start >= part.start && end <= part.end,
  )
  assert.equal(formatPart({ name, document }, part), expected, JSON.stringify({ text, part }))
}

/** Blanks at random, so that there is something to format. */
const loosened = fc
  .tuple(
    fc.constantFrom(...['valid', 'cluster', 'node'].flatMap((folder) => corpusFiles(folder))),
    fc.array(fc.constantFrom(' ', '   ', '\n  ', '\n\n\n', ' # note\n', '\n# note\n', '\r\n'), {
      minLength: 1,
      maxLength: 8,
    }),
  )
  .map(([{ bytes }, blanks]) => {
    let at = 0
    const { text } = parse(bytes).source
    return text.replace(/ (?==)|(?<=;|\})\n|\n(?=\w)/g, (blank) => blanks[at++] ?? blank)
  })
  .filter((text) => parse(text).diagnostics.every(({ severity }) => severity !== 'error'))

test('it gets what the whole file would get there', () => {
  fc.assert(
    fc.property(fc.oneof(configurationText, loosened), fc.nat(), fc.nat(), (text, one, other) => {
      fc.pre(parse(text).diagnostics.every(({ severity }) => severity !== 'error'))
      check(text, one, other)
    }),
    { numRuns: 600 },
  )
})

test('comments that stand below one another stay so, also when only one of them is asked for', () => {
  const text = 'a = 1   # x\nbb = 2  # y\n\nc {\n d = 1 }\ne=1\n'
  check(text, text.indexOf('bb'), text.indexOf('\n\n'))
  check(text, text.indexOf(' d'), text.length)
})

test('a file with errors is left as it is, wherever they are', () => {
  const document = parse('a=1\n\nb {\n', { name })
  assert.match(formatPart({ name, document }, { start: 0, end: 3 }) as string, /^a\.conf:3:/)
})

test.run()

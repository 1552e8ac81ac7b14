import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Document, parse } from '../../../grammar/index.js'
import { dumpJson } from '../../../src/config/index.js'
import { formatEdits } from '../../../src/edit/format/format.js'
import { differOnlyInBlanks } from '../../../src/edit/format/same-text.js'
import { applyEdits, gapBefore, TokenKind } from '../../../src/syntax/index.js'
import { corpusFiles } from '../../tools/corpus.js'
import { loadFiles } from '../../tools/load-files.js'
import { configurationText } from '../../tools/random-configuration.js'

const test = suite('formatting any text')

const RUNS = 300

const isReadable = ({ diagnostics }: Document) =>
  diagnostics.every(({ severity }) => severity !== 'error')

const files = ['valid', 'cluster', 'node', 'overlays']
  .flatMap((folder) => corpusFiles(folder))
  .map(({ name, bytes }) => ({ name, document: parse(bytes, { name }) }))
  .filter(({ document }) => isReadable(document))

/** Strings and comments, blanks at a comment's end left out, in the order of the text. */
function kept(document: Document): string[] {
  const { tree, source } = document
  const { tokens } = tree
  const found: { start: number; text: string }[] = document
    .comments()
    .map(({ start, text }) => ({ start, text: text.replace(/[ \t\r]+$/, '') }))
  for (let token = 0; token < tokens.count; token++) {
    if (tokens.kind[token] !== TokenKind.String) continue
    const start = tokens.start[token] as number
    found.push({ start, text: source.text.slice(start, tokens.end[token]) })
  }
  return found.sort((a, b) => a.start - b.start).map(({ text }) => text)
}

/** Formats a text and checks what must hold for any. */
function check(document: Document, indent?: number): Document {
  const { text } = document.source
  const options = indent === undefined ? {} : { indent }
  const after = parse(applyEdits(text, formatEdits(document, options)))
  assert.ok(isReadable(after), after.source.text)
  assert.equal(kept(after), kept(document))
  assert.ok(differOnlyInBlanks(document, after), after.source.text)
  assert.equal(formatEdits(after, options), [], after.source.text)
  checkLayout(after)
  return after
}

/** One final line end, at most one blank line in a row, no blanks at the end of a line. */
function checkLayout(document: Document): void {
  const { text } = document.source
  const { tree } = document
  if (!/^\ufeff?$/.test(text)) assert.match(text, /[^ \t\r\n]\r?\n$/)
  for (let token = 0; token <= tree.tokens.count; token++) {
    const { start, end } = gapBefore(tree, token)
    let gap = text.slice(start, end)
    for (const comment of document.comments({ start, end }).reverse()) {
      gap =
        gap.slice(0, comment.start - start) +
        '#'.repeat(comment.text.length) +
        gap.slice(comment.end - start)
    }
    assert.not.match(gap, /[ \t\f\v]\r?\n|\n\r?\n\r?\n|[\t\f\v]/, JSON.stringify(gap))
  }
}

for (const { name, document } of files) {
  test(`${name}: twice is once, and nothing but blanks changes`, () => {
    check(document)
    check(document, 4)
  })
}

test('random configurations', () => {
  fc.assert(
    fc.property(configurationText, fc.constantFrom(undefined, 1, 4, 8), (text, indent) => {
      check(parse(text), indent)
    }),
    { numRuns: RUNS },
  )
})

/** What may stand between two tokens without changing what they say. */
const filler = fc.constantFrom(
  ' ',
  '  ',
  '\t',
  '\r',
  '\f',
  '\n',
  '\r\n',
  '\n\n\n',
  '\n      ',
  ' # note  \n',
  '\n# note\n',
  '\n      # note\n      # more\n',
  ' /* c */ ',
  '\n/* c */ ',
  ' /* over\n    lines */\n',
  `${' '.repeat(90)}`,
)

test('the files of the corpus with other blanks and comments between their tokens', () => {
  const any = fc.constantFrom(...files)
  fc.assert(
    fc.property(any, fc.array(fc.tuple(fc.nat(), filler), { maxLength: 12 }), (file, changes) => {
      const { tree, source } = file.document
      const texts = new Map(changes.map(([at, text]) => [at % (tree.tokens.count + 1), text]))
      let text = ''
      for (let token = 0; token <= tree.tokens.count; token++) {
        const { start, end } = gapBefore(tree, token)
        const gap = source.text.slice(start, end)
        text += gap + (texts.get(token) ?? '')
        if (token < tree.tokens.count) text += source.text.slice(end, tree.tokens.end[token])
      }
      const document = parse(text)
      fc.pre(isReadable(document))
      check(document)
    }),
    { numRuns: RUNS },
  )
})

/** A few columns, so that some come to stand below each other. */
const blanks = fc.integer({ min: 0, max: 5 }).map((count) => ' '.repeat(count))
const assignment = fc
  .tuple(fc.integer({ min: 1, max: 6 }), blanks, blanks, fc.constantFrom('', '#', '/* c */'))
  .map(([length, before, behind, comment]) => {
    const text = `${'n'.repeat(length)}${before}= "v"`
    return comment === '' ? text : `${text}${behind}${comment}`
  })
const line = fc.oneof(
  { weight: 12, arbitrary: assignment },
  { weight: 2, arbitrary: blanks.map((text) => `${text}# c`) },
  { weight: 1, arbitrary: fc.constantFrom('', 's {', '}', '/* c */ n = 1', 'n = 1 n=2', 'n\n= 3') },
)

test('columns of = and of comments', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const document = parse(lines.join('\n'))
      fc.pre(isReadable(document))
      check(document)
    }),
    { numRuns: 2 * RUNS },
  )
})

test('the merged configuration is the same', async () => {
  await fc.assert(
    fc.asyncProperty(configurationText, async (text) => {
      const main = '/c/eccluster.conf'
      const before = await loadFiles({ [main]: text })
      const after = await loadFiles({ [main]: check(parse(text)).source.text })
      const dump = (configuration: typeof before) =>
        JSON.stringify(dumpJson(configuration, { maskSecrets: false }))
      assert.is(dump(after), dump(before))
    }),
    { numRuns: RUNS },
  )
})

test.run()

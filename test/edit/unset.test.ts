import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { changed, set, textAfter, unset } from '../tools/changes.js'
import { loadFiles } from '../tools/load-files.js'

const test = suite('unset: an option')

const CASES: Readonly<Record<string, readonly [before: string, words: string[], after: string]>> = {
  'goes with its line': ['a = 1\nb = 2\nc = 3\n', ['b'], 'a = 1\nc = 3\n'],
  'goes with the comment behind it; the one above stays': [
    'a = 1\n# about b\n  b = 2  # two\nc = 3\n',
    ['b'],
    'a = 1\n# about b\nc = 3\n',
  ],
  'goes with a comment that begins behind it and is longer': [
    'b = 2 /* two\n   lines */ \nc = 3\n',
    ['b'],
    'c = 3\n',
  ],
  'goes with all lines of its value': ['b = (\n  1\n  2\n)\nc = 3\n', ['b'], 'c = 3\n'],
  'leaves an empty stanza': ['S {\r\n  b = 2\r\n}\r\n', ['S', 'b'], 'S {\r\n}\r\n'],
  'on the last line, which has no line end': ['a = 1\nb = 2', ['b'], 'a = 1'],
  'on such a line behind CRLF': ['a = 1\r\nb = 2', ['b'], 'a = 1'],
  'is all there is': ['b = 2', ['b'], ''],
  'is all there is behind a byte order mark': ['\ufeffb = 2\n', ['b'], '\ufeff'],
  'first on its line': ['S { b = 1  a = 2 }\n', ['S', 'b'], 'S { a = 2 }\n'],
  'in the middle of its line': ['a = 1  b = 2  c = 3\n', ['b'], 'a = 1  c = 3\n'],
  'last on its line': ['a = 1  b = 2\nc = 3\n', ['b'], 'a = 1\nc = 3\n'],
  'last on its line, before a comment': ['a = 1  b = 2  # both\n', ['b'], 'a = 1  # both\n'],
  'last on its line, behind a comment': ['a = 1 /* one */ b = 2\n', ['b'], 'a = 1 /* one */\n'],
  'alone in a stanza on one line': ['S { b = 2 }\n', ['S', 'b'], 'S { }\n'],
  'behind the brace that opens its stanza': ['S { b = 2\n}\n', ['S', 'b'], 'S {\n}\n'],
  'before the brace that closes its stanza': ['S {\n  b = 2 }\n', ['S', 'b'], 'S {\n  }\n'],
  'every definition of it, in all stanzas': [
    'S {\n  b = 1\n  a = 1\n  B = 2\n}\nS { b = 3 }\n',
    ['s', 'b'],
    'S {\n  a = 1\n}\nS { }\n',
  ],
  'twice on one line': ['b = 1  b = 2\na = 3\n', ['b'], 'a = 3\n'],
  'twice on one line with others': ['b = 1  a = 3  b = 2  c = 4\n', ['b'], 'a = 3  c = 4\n'],
}

for (const [name, [before, words, after]] of Object.entries(CASES)) {
  test(name, async () => {
    assert.is(await textAfter(before, unset(...words)), after)
  })
}

test('in every writable file', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf': 'Logs {\n  File_Mode = 0640\n  include "x"\n}\n',
    '/c/x': 'FILE_MODE = 0600\ndir_mode = 0755\n',
  })
  const change = unset('Logs', 'file_mode')
  const { set: changeSet, texts } = await changed(configuration, [change])
  assert.equal(texts, {
    '/c/eccluster.conf': 'Logs {\n  include "x"\n}\n',
    '/c/x': 'dir_mode = 0755\n',
  })
  assert.equal(changeSet.refusals, [])
  const placement = { change, action: 'delete', reason: 'every place that sets it goes' }
  assert.equal(changeSet.placements, [
    {
      ...placement,
      file: 'eccluster.conf',
      path: '/c/eccluster.conf',
      line: 2,
      column: 3,
      before: '0640',
    },
    { ...placement, file: 'x', path: '/c/x', line: 1, column: 1, before: '0600' },
  ])
})

test('several options, also next to each other', async () => {
  assert.is(await textAfter('a = 1  b = 2  c = 3\n', unset('b'), unset('c')), 'a = 1\n')
  assert.is(await textAfter('a = 1\nb = 2\nc = 3\n', unset('a'), unset('c')), 'b = 2\n')
})

test('together with a new option in the same scope', async () => {
  assert.is(
    await textAfter('S { b = 2 }\n', unset('S', 'b'), set('S', 'c', '3')),
    'S {\n  c = 3\n}\n',
  )
  assert.is(await textAfter('b = 2\n', set('c', '3'), unset('b')), 'c = 3\n')
})

test('what was set before in the same list is gone too', async () => {
  const configuration = await loadFiles({ '/c/eccluster.conf': 'a = 1\nb = 2\n' })
  const changes = [set('b', '3'), unset('b')]
  const { set: changeSet, text } = await changed(configuration, changes, { force: true })
  assert.is(text, 'a = 1\n')
  assert.equal(
    changeSet.placements.map(({ action }) => action),
    ['delete'],
  )
})

test.run()

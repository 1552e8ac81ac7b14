import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Change } from '../../../src/config/index.js'
import { changed, set, textAfter, unset } from '../../tools/changes.js'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('unset: an option')

const CASES: Readonly<Record<string, readonly [before: string, words: string[], after: string]>> = {
  'goes with its line': ['a = 1\nb = 2\nc = 3\n', ['b'], 'a = 1\nc = 3\n'],
  'goes with the comment behind it; one that may be about the next one too stays': [
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
  'goes with the comments above it when nothing else follows': [
    'a = 1\n\n# about b\n/* more\n   about b */\nb = 2\n\nc = 3\n',
    ['b'],
    'a = 1\n\nc = 3\n',
  ],
  'goes with a comment about itself at the end of a stanza': [
    'S {\n  a = 1\n  # about b\n  b = 2\n}\n',
    ['S', 'b'],
    'S {\n  a = 1\n}\n',
  ],
  'goes with its comment where another comment follows': [
    'a = 1\n# about b\nb = 2\n# about c\nc = 3\n',
    ['b'],
    'a = 1\n# about c\nc = 3\n',
  ],
  'leaves a comment that a blank line keeps apart': [
    'a = 1\n# about more\n\nb = 2\n',
    ['b'],
    'a = 1\n# about more\n',
  ],
  'leaves the comment that a file begins with': [
    '\ufeff# the manager\nb = 2\n\nc = 3\n',
    ['b'],
    '\ufeff# the manager\n\nc = 3\n',
  ],
  'leaves what has been commented out': [
    'a = 1\n\n# about b\n# c = 2\n# really\nb = 2\n',
    ['b'],
    'a = 1\n\n# about b\n# c = 2\n',
  ],
  'goes with what is suppressed in it alone': [
    'a = 1\n# ecconf-disable-next-line style/option-name -- b\nb = 2\nc = 3\n',
    ['b'],
    'a = 1\nc = 3\n',
  ],
  'leaves one blank line of two': ['a = 1\n\nb = 2\n\nc = 3\n', ['b'], 'a = 1\n\nc = 3\n'],
  'leaves no blank line behind the brace': [
    'S {\n  b = 2\n\n  c = 3\n}\n',
    ['S', 'b'],
    'S {\n  c = 3\n}\n',
  ],
  'leaves no blank line before the brace': [
    'S {\n  c = 3\n\n  b = 2\n}\n',
    ['S', 'b'],
    'S {\n  c = 3\n}\n',
  ],
  'leaves no blank line at the end of the file': ['a = 1\r\n\r\nb = 2\r\n', ['b'], 'a = 1\r\n'],
  'twice on one line': ['b = 1  b = 2\na = 3\n', ['b'], 'a = 3\n'],
  'twice on one line with others': ['b = 1  a = 3  b = 2  c = 4\n', ['b'], 'a = 3  c = 4\n'],
}

for (const [name, [before, words, after]] of Object.entries(CASES)) {
  test(name, async () => {
    assert.is(await textAfter(before, unset(...words)), after)
  })
}

/** Each: the text before, the scope that is taken out, and the text after. */
const SCOPES: Readonly<Record<string, readonly [before: string, path: string[], after: string]>> = {
  'goes with the comment above it': [
    'a = 1\n\n# about S\nS {\n  b = 2\n}  # S\n\nc = 3\n',
    ['S'],
    'a = 1\n\nc = 3\n',
  ],
  'goes wherever it has a stanza': [
    'S {\n}\nT { }\ns { a = 1 }\nT { S { } }\n',
    ['S'],
    'T { }\nT { S { } }\n',
  ],
  'inside of another one': ['S "x" {\n  T {\n    a = 1\n  }\n}\n', ['S=x', 'T'], 'S "x" {\n}\n'],
  'in the middle of a line': ['S { T { } U { } }\n', ['S', 'T'], 'S { U { } }\n'],
  'all there is': ['S {\n}\n', ['S'], ''],
}

for (const [name, [before, path, after]] of Object.entries(SCOPES)) {
  test(`a scope: ${name}`, async () => {
    const { option: _, ...change } = unset(...path, '') as Extract<Change, { kind: 'unset' }>
    assert.is(await textAfter(before, change), after)
  })
}

test('a scope in several files, with the include that stands in it', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf': 'include "x"\nDomain y {\n  include "z"\n}\nBlackhole = true\n',
    '/c/x': 'Domain Y { Max_Retries = 5 }\n',
    '/c/z': 'Gateway = "g"\n',
  })
  const change: Change = { kind: 'unset', path: [{ name: 'Domain', instance: 'y' }], words: [] }
  const { set: changeSet, texts } = await changed(configuration, [change])
  assert.equal(changeSet.refusals, [])
  assert.equal(texts, { '/c/eccluster.conf': 'include "x"\nBlackhole = true\n', '/c/x': '' })
  assert.equal(
    changeSet.placements.map(({ file, line, reason }) => `${file}:${line} ${reason}`),
    ['x:1 every place that defines it goes', 'eccluster.conf:2 every place that defines it goes'],
  )
})

test('a scope that is taken out and made again', async () => {
  const changes: Change[] = [
    { kind: 'unset', path: [{ name: 'S' }], words: [] },
    set('S', 'T', 'b', '2'),
    set('S', 'a', '1'),
  ]
  assert.is(
    await textAfter('S {\n  a = 3\n}\nc = 4\n', ...changes),
    'c = 4\n\nS {\n  T {\n    b = 2\n  }\n  a = 1\n}\n',
  )
})

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

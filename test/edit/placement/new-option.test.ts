import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { changed, set, textAfter } from '../../tools/changes.js'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('set: an option that is not set yet')

/** Each: what is asked of the text before, and the text after. */
const CASES: Readonly<
  Record<string, readonly [before: string, words: [...string[], string, string], after: string]>
> = {
  'behind the last item, with its indentation': [
    'S {\n    a = 1\n    b = 2\n}\n',
    ['S', 'c', '3'],
    'S {\n    a = 1\n    b = 2\n    c = 3\n}\n',
  ],
  'with tabs': ['S {\n\ta = 1\n}\n', ['S', 'c', '3'], 'S {\n\ta = 1\n\tc = 3\n}\n'],
  'with the line ends of the file': [
    'S {\r\n  a = 1\r\n}\r\n',
    ['S', 'c', '3'],
    'S {\r\n  a = 1\r\n  c = 3\r\n}\r\n',
  ],
  'the comment on the last line stays on it': [
    'S {\n  a = 1  # one\n  # the end\n}\n',
    ['S', 'c', '3'],
    'S {\n  a = 1  # one\n  c = 3\n  # the end\n}\n',
  ],
  'a comment that begins on the last line is passed over': [
    'S {\n  a = 1 /* one\n  more */\n}\n',
    ['S', 'c', '3'],
    'S {\n  a = 1 /* one\n  more */\n  c = 3\n}\n',
  ],
  'equals signs below each other': [
    'S {\n  long_name = 1\n  x         = 2\n}\n',
    ['S', 'name', '3'],
    'S {\n  long_name = 1\n  x         = 2\n  name      = 3\n}\n',
  ],
  'a name that is too long for that': [
    'S {\n  ab = 1\n  x  = 2\n}\n',
    ['S', 'very_long', '3'],
    'S {\n  ab = 1\n  x  = 2\n  very_long = 3\n}\n',
  ],
  'only the options right above count': [
    'S {\n  long_name = 1\n  x         = 2\n\n  a = 1\n}\n',
    ['S', 'name', '3'],
    'S {\n  long_name = 1\n  x         = 2\n\n  a = 1\n  name = 3\n}\n',
  ],
  'blanks around the equals sign, also where the others have none': [
    'S {\n  a=1\n  bc=2\n}\n',
    ['S', 'name', '3'],
    'S {\n  a=1\n  bc=2\n  name = 3\n}\n',
  ],
  'one wide gap alone is no style': [
    'S {\n  a =    1\n}\n',
    ['S', 'name', '3'],
    'S {\n  a =    1\n  name = 3\n}\n',
  ],
  'behind an array over several lines': [
    'S {\n  a = (\n    x\n  )\n}\n',
    ['S', 'name', '3'],
    'S {\n  a = (\n    x\n  )\n  name = 3\n}\n',
  ],
  'on a line that holds the whole stanza': [
    'S { a = 1  b = 2 }\n',
    ['S', 'c', '3'],
    'S { a = 1  b = 2  c = 3 }\n',
  ],
  'on such a line with narrower gaps': ['S {a=1 b=2}\n', ['S', 'c', '3'], 'S {a=1 b=2 c = 3}\n'],
  'on such a line with a comment': [
    'S { a = 1 /* one */ }\n',
    ['S', 'c', '3'],
    'S { a = 1 /* one */  c = 3 }\n',
  ],
  'behind a brace on the same line': ['S { a = 1\n}\n', ['S', 'c', '3'], 'S { a = 1\n  c = 3\n}\n'],
  'on a line on which the next statement follows without a blank': [
    'Y="1"Dom { }\n',
    ['X', '5'],
    'Y="1"  X = 5  Dom { }\n',
  ],
  'a hook, which has no equals sign': [
    'sieve "s1" {\n  a = 1\n}\n',
    ['sieve=s1', 'hook:Validate_data', '[ source = "/y.siv" ]'],
    'sieve "s1" {\n  a = 1\n  hook:Validate_data [ source = "/y.siv" ]\n}\n',
  ],
  'an option beside a hook in lower case': [
    'sieve "s1" {\n  hook:validate_data [ a = 1 ]\n}\n',
    ['sieve=s1', 'Enabled', 'true'],
    'sieve "s1" {\n  hook:validate_data [ a = 1 ]\n  Enabled = true\n}\n',
  ],
  'into an empty stanza': ['S {}\n', ['S', 'c', '3'], 'S {\n  c = 3\n}\n'],
  'into an empty stanza inside of another, with the step of the file': [
    'S {\n    T "x" { }\n}\n',
    ['S', 'T=x', 'c', '3'],
    'S {\n    T "x" {\n        c = 3\n    }\n}\n',
  ],
  'into an empty stanza over two lines': ['S {\n}\n', ['S', 'c', '3'], 'S {\n  c = 3\n}\n'],
  'into a stanza that holds a comment': [
    'S {\n      # nothing yet\n}\n',
    ['S', 'c', '3'],
    'S {\n      # nothing yet\n      c = 3\n}\n',
  ],
  'into a stanza that holds a comment on its line': [
    'S { /* nothing */ }\n',
    ['S', 'c', '3'],
    'S { /* nothing */\n  c = 3\n}\n',
  ],
  'before the read-only include that ends a stanza': [
    'S {\n  a = 1\n  # keep last\n  readonly_include "/none"\n}\n',
    ['S', 'c', '3'],
    'S {\n  a = 1\n  c = 3\n  # keep last\n  readonly_include "/none"\n}\n',
  ],
  'before a read-only include that is all there is in a stanza': [
    'S {\n  # keep last\n  readonly_include "/none"\n}\n',
    ['S', 'c', '3'],
    'S {\n  c = 3\n  # keep last\n  readonly_include "/none"\n}\n',
  ],
  'before it on one line': [
    'S { readonly_include "/none" }\n',
    ['S', 'c', '3'],
    'S { c = 3  readonly_include "/none" }\n',
  ],
  'a global option behind the last one': [
    'a = 1\nb = 2\n\nS {\n}\n',
    ['c', '3'],
    'a = 1\nb = 2\nc = 3\n\nS {\n}\n',
  ],
  'a global option behind the last one, with something else on its line': [
    'a = 1 S { }\n',
    ['c', '3'],
    'a = 1 c = 3 S { }\n',
  ],
  'a global option when there are only stanzas': [
    'S {\n  a = 1\n}\n',
    ['c', '3'],
    'S {\n  a = 1\n}\n\nc = 3\n',
  ],
  'between a stanza and what follows it': [
    'S {\n}\n# keep last\nreadonly_include "/none"\n',
    ['c', '3'],
    'S {\n}\n\nc = 3\n\n# keep last\nreadonly_include "/none"\n',
  ],
  'never behind the overlay': [
    'a = 1\ninclude "/x"\n\n# keep last\nreadonly_include "/none"\n',
    ['c', '3'],
    'a = 1\nc = 3\ninclude "/x"\n\n# keep last\nreadonly_include "/none"\n',
  ],
  'before the overlay that is all there is': [
    '# the manager\n\n# keep last\n/* really */\nreadonly_include "/none"\n',
    ['c', '3'],
    '# the manager\n\nc = 3\n\n# keep last\n/* really */\nreadonly_include "/none"\n',
  ],
  'before an overlay on the first line': [
    '\ufeffreadonly_include "/none"',
    ['c', '3'],
    '\ufeffc = 3\n\nreadonly_include "/none"',
  ],
  'behind a read-only include that is not the last statement': [
    'readonly_include "/none"\na = 1\n',
    ['c', '3'],
    'readonly_include "/none"\na = 1\nc = 3\n',
  ],
  'into a file without final newline': ['a = 1', ['c', '3'], 'a = 1\nc = 3'],
  'behind a comment without final newline': ['a = 1 # one', ['c', '3'], 'a = 1 # one\nc = 3'],
  'into an empty file': ['', ['c', '3'], 'c = 3\n'],
  'into a file that is only a byte order mark': ['\ufeff', ['c', '3'], '\ufeffc = 3\n'],
  'into a file of comments': ['# nothing\r\n', ['c', '3'], '# nothing\r\nc = 3\r\n'],
  'into a file of comments without final newline': ['# nothing', ['c', '3'], '# nothing\nc = 3'],
}

for (const [name, [before, words, after]] of Object.entries(CASES)) {
  test(name, async () => {
    assert.is(await textAfter(before, set(...words)), after)
  })
}

test('several options of one scope come together, in their order', async () => {
  const changes = [set('S', 'b', '2'), set('S', 'c', '3'), set('d', '4')]
  assert.is(
    await textAfter('x = 1\nS {\n  a = 1\n}\n', ...changes),
    'x = 1\nd = 4\nS {\n  a = 1\n  b = 2\n  c = 3\n}\n',
  )
  assert.is(await textAfter('S {}', ...changes.slice(0, 2)), 'S {\n  b = 2\n  c = 3\n}')
  assert.is(await textAfter('S { a = 1 }', ...changes.slice(0, 2)), 'S { a = 1  b = 2  c = 3 }')
})

const VALUES: readonly (readonly [typed: string, written: string])[] = [
  ['0600', '0600'],
  ['-1', '-1'],
  ['0.25', '0.25'],
  ['0x1f', '0x1f'],
  ['enabled', 'enabled'],
  ['"enabled"', '"enabled"'],
  ['relay-1', 'relay-1'],
  ['relay2.example.com', '"relay2.example.com"'],
  ['/var/log/x', '"/var/log/x"'],
  ['127.0.0.1:25', '"127.0.0.1:25"'],
  ['60/3', '"60/3"'],
  ['a b', '"a b"'],
  ['( 10.0.0.0/8 )', '( "10.0.0.0/8" )'],
]

for (const [typed, written] of VALUES) {
  test(`${typed} is written as ${written}`, async () => {
    assert.is(await textAfter('X = 1\n', set('Y', typed)), `X = 1\nY = ${written}\n`)
  })
}

test('line ends inside of an array are those of the file, inside of a string they are data', async () => {
  const typed = '(\n  "a\nb"\n)'
  const after = 'X = 1\r\nY = (\r\n  "a\nb"\r\n)\r\n'
  assert.is(await textAfter('X = 1\r\n', set('Y', typed)), after)
})

test('the name is written as the product registers it', async () => {
  assert.is(
    await textAfter('logs {\n}\n', set('LOGS', 'FILE_MODE', '0600')),
    'logs {\n  file_mode = 0600\n}\n',
  )
})

test('the placement names the new line', async () => {
  const configuration = await loadFiles({ '/c/eccluster.conf': 'Logs {\n  dir_mode = 0755\n}\n' })
  const change = set('Logs', 'file_mode', '0600')
  const { set: changeSet } = await changed(configuration, [change])
  assert.equal(changeSet.refusals, [])
  assert.equal(changeSet.placements, [
    {
      change,
      action: 'insert',
      file: 'eccluster.conf',
      path: '/c/eccluster.conf',
      line: 3,
      column: 15,
      reason: 'not set so far; the first writable place that defines Logs',
      newLineAfter: 2,
      after: '0600',
    },
  ])
})

test('a place on a line that is has no new line', async () => {
  const configuration = await loadFiles({ '/c/eccluster.conf': 'Logs { dir_mode = 0755 }\n' })
  const { set: changeSet } = await changed(configuration, [set('Logs', 'file_mode', '0600')])
  const [placement] = changeSet.placements
  assert.is(placement?.line, 1)
  assert.is(placement?.column, 37)
  assert.is(placement?.newLineAfter, undefined)
})

const FIRST = 'Logs {\n  dir_mode = 0755\n}\n'

test('the first file that defines the scope and is writable, in the order of reading', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf': 'readonly_include "z"\ninclude "y"\ninclude "x"\nLogs { }\n',
    '/c/z': FIRST,
    '/c/y': FIRST,
    '/c/x': FIRST,
  })
  const { texts } = await changed(configuration, [set('Logs', 'file_mode', '0600')])
  assert.equal(texts, { '/c/y': 'Logs {\n  dir_mode = 0755\n  file_mode = 0600\n}\n' })
})

test('the first block of the scope in that file', async () => {
  const text = 'Logs { dir_mode = 0755 }\nLogs {\n}\n'
  assert.is(
    await textAfter(text, set('Logs', 'file_mode', '0600')),
    'Logs { dir_mode = 0755  file_mode = 0600 }\nLogs {\n}\n',
  )
})

test('a file that is included inside of the stanza needs no stanza of its own', async () => {
  // The placement table of language spec 7.
  const configuration = await loadFiles({
    '/c/eccluster.conf': 'readonly_include "foo"\ninclude "baz"\n',
    '/c/foo': 'Domain y {\n  Gateway = "a"\n  include "bar"\n}\n',
    '/c/bar': '# of y\nMax_Retries = 5',
    '/c/baz': 'Domain y {\n}\n',
  })
  const { set: changeSet, texts } = await changed(configuration, [
    set('Domain=y', 'Max_Outbound_Connections', '7'),
  ])
  assert.equal(changeSet.refusals, [])
  assert.equal(texts, { '/c/bar': '# of y\nMax_Retries = 5\nMax_Outbound_Connections = 7' })
})

test('a file of a folder comes in the order of the folder', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf': 'Domain y {\n  include "d/"\n}\nDomain y { }\n',
    '/c/d/b': 'Max_Retries = 5\n',
    '/c/d/a': '# nothing\n',
  })
  const change = set('Domain=y', 'Max_Outbound_Connections', '7')
  const { texts } = await changed(configuration, [change])
  assert.equal(Object.keys(texts), ['/c/eccluster.conf'], 'the stanza begins before the include')
})

test('a global option goes into the main file, whatever else is included', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf': 'include "x"\nreadonly_include "y"\n',
    '/c/x': 'Max_Retries = 5\n',
    '/c/y': 'Max_Outbound_Connections = 7\n',
  })
  const { set: changeSet, texts } = await changed(configuration, [set('Blackhole', 'true')])
  assert.equal(texts, {
    '/c/eccluster.conf': 'include "x"\nBlackhole = true\nreadonly_include "y"\n',
  })
  assert.is(
    changeSet.placements[0]?.reason,
    'not set so far; a global option goes into the main file, before its overlay',
  )
})

test('an option that was unset and set again stands at the end', async () => {
  const configuration = await loadFiles({ '/c/eccluster.conf': 'A = 1\nB = 2\n' })
  const { text, set: changeSet } = await changed(
    configuration,
    [{ kind: 'unset', path: [], option: 'A', words: [] }, set('A', '3')],
    { force: true },
  )
  assert.is(text, 'B = 2\nA = 3\n')
  assert.equal(
    changeSet.placements.map(({ action }) => action),
    ['delete', 'insert'],
  )
})

test('an option that is set, and set again', async () => {
  const configuration = await loadFiles({ '/c/eccluster.conf': 'B = 2\n' })
  const changes = [set('A', '3'), set('A', '4')]
  const { text, set: changeSet } = await changed(configuration, changes, { force: true })
  assert.is(text, 'B = 2\nA = 4\n')
  assert.equal(changeSet.edits[0]?.edits, [{ start: 6, end: 6, text: 'A = 4\n' }])
  assert.equal(
    changeSet.placements.map(({ action, after, newLineAfter }) => [action, after, newLineAfter]),
    [['insert', '4', 1]],
  )
})

test.run()

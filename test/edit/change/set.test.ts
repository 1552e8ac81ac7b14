import { createHash } from 'node:crypto'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { change, resultTexts } from '../../../src/edit/index.js'
import { changed, set, textAfter } from '../../tools/changes.js'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('set: the value of an option that a file has')

const LOGS = 'Logs {\n  logfile = "/var/log/x"\n  file_mode = 0640  # why\n}\n'

test('only the tokens of the value change', async () => {
  const configuration = await loadFiles({ '/c/eccluster.conf': LOGS })
  const { set: changeSet, text } = await changed(configuration, [set('logs', 'file_mode', '0600')])
  assert.is(text, LOGS.replace('0640', '0600'))
  assert.equal(changeSet.refusals, [])
  assert.equal(changeSet.diagnostics, [])
  const at = LOGS.indexOf('0640')
  assert.equal(changeSet.edits, [
    {
      name: 'eccluster.conf',
      path: '/c/eccluster.conf',
      create: false,
      edits: [{ start: at, end: at + 4, text: '0600' }],
      inverse: [{ start: at, end: at + 4, text: '0640' }],
    },
  ])
})

for (const [before, value, after] of [
  ['X="r"Max=3\n', 'b', 'X="b"Max=3\n'],
  ['X="3"/* c */\n', '5', 'X="5"/* c */\n'],
  ['X=(1)Max=3\n', '5', 'X="5"Max=3\n'],
  ['X="r"include "y"\n', 'b', 'X="b"include "y"\n'],
  ['X="r"# c\n', 'b', 'X="b"# c\n'],
  ['X=(1)# c\n', 'b', 'X="b"# c\n'],
  ['S{X="r"}\n', 'b', 'S{X="b"}\n'],
  ['S{X=r}\n', 'b', 'S{X=b}\n'],
] as const) {
  test(`${value} in ${JSON.stringify(before)} does not run into what follows`, async () => {
    const path = before.startsWith('S') ? ['S'] : []
    const files = { '/c/eccluster.conf': before, '/c/y': '' }
    const asked = set(...path, 'X', value)
    const { set: changeSet, text } = await changed(await loadFiles(files), [asked], { force: true })
    assert.equal([changeSet.refusals, text], [[], after])
  })
}

test('a value that is put back gives the first bytes where it runs into nothing', async () => {
  const text = 'Gateway="r"Max_Retries=3\n'
  const there = await textAfter(text, set('Gateway', 'b'))
  assert.is(await textAfter(there, set('Gateway', 'r')), text)
})

test('a value that a later change puts back as it was is no change of the file', async () => {
  const configuration = await loadFiles({ '/c/eccluster.conf': LOGS })
  const there = set('logs', 'file_mode', '0600')
  const back = set('logs', 'file_mode', '0640')
  const changeSet = await change(configuration, [there, back])
  assert.equal([changeSet.edits, changeSet.refusals], [[], []])
})

test('the placement says where, why, and what', async () => {
  const configuration = await loadFiles({ '/c/eccluster.conf': LOGS })
  const change = set('logs', 'file_mode', '0600')
  const { set: changeSet } = await changed(configuration, [change])
  assert.equal(changeSet.placements, [
    {
      change,
      action: 'replace',
      file: 'eccluster.conf',
      path: '/c/eccluster.conf',
      line: 3,
      column: 15,
      reason: 'the only place that sets it',
      before: '0640',
      after: '0600',
    },
  ])
})

test('the base says what bytes the change belongs to, and everything is plain data', async () => {
  const configuration = await loadFiles({ '/c/eccluster.conf': LOGS })
  const { set: changeSet } = await changed(configuration, [set('logs', 'file_mode', '0600')])
  const hash = createHash('sha256').update(LOGS).digest('hex')
  assert.equal(changeSet.base, [{ name: 'eccluster.conf', path: '/c/eccluster.conf', hash }])
  assert.equal(JSON.parse(JSON.stringify(changeSet)), changeSet)
})

test('the last of several definitions is the one that changes', async () => {
  const text = 'Logs { file_mode = 0600 }\nLOGS {\n  file_mode = 0640\n}\n'
  const configuration = await loadFiles({ '/c/eccluster.conf': text })
  const { set: changeSet, text: after } = await changed(configuration, [
    set('Logs', 'file_mode', '0644'),
  ])
  assert.is(after, text.replace('0640', '0644'))
  assert.is(changeSet.placements[0]?.reason, 'the last of 2 places that set it')
  assert.is(changeSet.placements[0]?.line, 3)
})

test('in an included file, also inside of a stanza', async () => {
  const files = {
    '/c/eccluster.conf': 'Domain "y" {\n  include "y.conf"\n}\n',
    '/c/y.conf': '\tMax_Outbound_Connections=5',
  }
  const configuration = await loadFiles(files)
  const { texts } = await changed(configuration, [set('domain=Y', 'max_outbound_connections', '7')])
  assert.equal(texts, { '/c/y.conf': '\tMax_Outbound_Connections=7' })
})

const VALUES: readonly (readonly [typed: string, written: string])[] = [
  ['0600', '0600'],
  ['-1', '-1'],
  ['0.25', '0.25'],
  ['0x1f', '0x1f'],
  ['enabled', 'enabled'],
  ['"enabled"', '"enabled"'],
  ['relay-1', 'relay-1'],
  ['', '""'],
  ['a b', '"a b"'],
  ['/var/log/x', '"/var/log/x"'],
  ['127.0.0.1:25', '"127.0.0.1:25"'],
  ['60/3', '"60/3"'],
  ['a#b', '"a#b"'],
  ['say "hi"', '"say \\"hi\\""'],
  ['^\\d+$', '^\\d+$'],
  ['"open', '"\\"open"'],
  ['( a "b c" )', '( a "b c" )'],
  ['(\n  a\r\n  b\n)', '(\n  a\n  b\n)'],
  ['[ k = v ]', '[ k = v ]'],
  ['( a', '"( a"'],
  ['"two\nlines"', '"two\nlines"'],
]

for (const [typed, written] of VALUES) {
  test(`${JSON.stringify(typed)} is written as ${JSON.stringify(written)}`, async () => {
    assert.is(await textAfter('X = 1\n', set('X', typed)), `X = ${written}\n`)
  })
}

test('an equals sign comes where only an array or a dictionary could do without', async () => {
  assert.is(await textAfter('X [ a = 1 ]\n', set('X', '2')), 'X = 2\n')
  assert.is(await textAfter('X[ a = 1 ]\n', set('X', '2')), 'X = 2\n')
  assert.is(await textAfter('X [ a = 1 ]\n', set('X', '[ b = 2 ]')), 'X [ b = 2 ]\n')
  assert.is(await textAfter('X (a)\n', set('X', '(b)')), 'X (b)\n')
})

test('an array over several lines becomes what was typed', async () => {
  const text = 'X = (\n  a  # first\n  b\n)  # end\nY = 1\n'
  assert.is(await textAfter(text, set('X', '( c )')), 'X = ( c )  # end\nY = 1\n')
})

test('bytes that are no UTF-8, a byte order mark and CRLF stay', async () => {
  const bytes = new Uint8Array([
    ...[0xef, 0xbb, 0xbf, 0x23, 0xe9, 0xff, 0x0d, 0x0a],
    ...new TextEncoder().encode('X = 1\t \r\n'),
    ...[0x23, 0x80],
  ])
  const configuration = await loadFiles({ '/c/eccluster.conf': bytes })
  const changeSet = (await changed(configuration, [set('X', '2')], { force: true })).set
  const after = new Uint8Array(bytes)
  after[bytes.indexOf(0x31)] = 0x32
  assert.equal(resultTexts(changeSet, configuration).get('/c/eccluster.conf')?.after, after)
})

test('a value that is there already needs no edit', async () => {
  const configuration = await loadFiles({ '/c/eccluster.conf': LOGS })
  const { set: changeSet } = await changed(configuration, [set('Logs', 'FILE_MODE', '0640')])
  assert.equal(changeSet.edits, [])
  assert.equal(changeSet.placements, [])
  assert.equal(changeSet.refusals, [])
  assert.equal(changeSet.notes, ['Logs file_mode is 0640 already (eccluster.conf:3)'])
})

test('a secret is not shown', async () => {
  const text = 'Datasource "d" {\n  uri = ( "pgsql:host=h;password=sunny" )\n}\n'
  const configuration = await loadFiles({ '/c/eccluster.conf': text })
  const { set: changeSet } = await changed(configuration, [
    set('Datasource=d', 'uri', '( "pgsql:host=h;password=sunny" )'),
  ])
  assert.equal(changeSet.notes, [
    'Datasource "d" uri is ( "pgsql:host=h;password=****" ) already (eccluster.conf:2)',
  ])
})

test('several changes of several files come in one set', async () => {
  const files = {
    '/c/eccluster.conf': 'A = 1\nB = 1\ninclude "x"\n',
    '/c/x': 'C = 1\n',
  }
  const configuration = await loadFiles(files)
  const changes = [set('C', '2'), set('B', '22'), set('A', '222')]
  const { set: changeSet, texts } = await changed(configuration, changes, { force: true })
  assert.equal(texts, { '/c/eccluster.conf': 'A = 222\nB = 22\ninclude "x"\n', '/c/x': 'C = 2\n' })
  assert.equal(
    changeSet.placements.map(({ file, line }) => `${file}:${line}`),
    ['x:1', 'eccluster.conf:2', 'eccluster.conf:1'],
  )
})

test('a value keeps its line ends in a file that has none', async () => {
  const configuration = await loadFiles({ '/c/eccluster.conf': 'A=1' })
  const { text } = await changed(configuration, [set('A', '(\r\n  x # z\r\n)')], { force: true })
  assert.is(text, 'A=(\r\n  x # z\r\n)')
})

for (const [before, after] of [
  ['A = 1 # why\n', '# why\n'],
  ['A = 1 /* c */\n', '/* c */\n'],
  ['# about A\nA = 1\n\n', '# about A\n\n'],
  ['B = 2\n# ecconf-disable-next-line schema/unknown-option -- ours\nA = 1\n', 'B = 2\n'],
  ['A = 1 # ecconf-disable-line schema/unknown-option -- ours\nB = 2\n', 'B = 2\n'],
] as const) {
  test(`comments of a definition further up stay: ${JSON.stringify(before)}`, async () => {
    const rest = 'readonly_include "overlay"\ninclude "inner"\n'
    const configuration = await loadFiles({
      '/c/eccluster.conf': `${before}${rest}`,
      '/c/overlay': 'A = 1\n',
      '/c/inner': '',
    })
    const { text } = await changed(configuration, [set('A', 'on')], { force: true })
    assert.is(text, `${after}${rest}A = on\n`)
  })
}

test('of two changes of one option the later one counts', async () => {
  const configuration = await loadFiles({ '/c/eccluster.conf': 'A = 1\n' })
  const changes = [set('A', '2'), set('a', '3')]
  const { set: changeSet, text } = await changed(configuration, changes, { force: true })
  assert.is(text, 'A = 3\n')
  assert.equal(
    changeSet.placements.map(({ before, after, change }) => [before, after, change]),
    [['1', '3', changes[1]]],
  )
})

test.run()

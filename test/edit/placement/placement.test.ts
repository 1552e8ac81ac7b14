import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Change } from '../../../src/config/index.js'
import { changed, set } from '../../tools/changes.js'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('where a change goes')

type Files = Parameters<typeof loadFiles>[0]

/** Makes one change that must be possible. @returns the texts that change, and why there */
async function placed(
  files: Files,
  asked: Change,
  environment: Parameters<typeof loadFiles>[1] = {},
): Promise<{ texts: Readonly<Record<string, string>>; reason: string | undefined }> {
  const configuration = await loadFiles(files, environment)
  const { set: changeSet, texts } = await changed(configuration, [asked], { force: true })
  assert.equal(changeSet.refusals, [])
  return { texts, reason: changeSet.placements[0]?.reason }
}

/** The placement table of language spec 7. */
const TABLE = {
  '/c/eccluster.conf': 'readonly_include "foo"\ninclude "baz"\n',
  '/c/foo': 'Domain y {\n  Gateway = "a"\n  include "bar"\n}\n',
  '/c/bar': 'Max_Retries = 5\n',
  '/c/baz': 'Domain y {\n  Max_Outbound_Connections = 7\n}\n',
}

test('table: a new option of Domain y goes into bar, which is included inside of it', async () => {
  const { texts, reason } = await placed(TABLE, set('Domain=y', 'Retry_Interval', '60'))
  assert.equal(texts, { '/c/bar': 'Max_Retries = 5\nRetry_Interval = 60\n' })
  assert.is(reason, 'not set so far; the first writable place that defines Domain "y"')
})

test('table: the gateway of Domain y goes into bar, the first writable place after foo', async () => {
  const { texts, reason } = await placed(TABLE, set('Domain=y', 'Gateway', '"b"'))
  assert.equal(texts, { '/c/bar': 'Max_Retries = 5\nGateway = "b"\n' })
  assert.is(
    reason,
    'last set in foo:2, which is read-only (readonly_include in eccluster.conf:1); the first writable place after it that defines Domain "y"',
  )
})

for (const [what, bar] of [
  ['is empty', ''],
  ['holds comments only', '# of Domain y\n'],
] as const) {
  test(`table: bar is a place where Domain y is defined while it ${what}`, async () => {
    const files = { ...TABLE, '/c/bar': bar }
    for (const [option, value] of [
      ['Gateway', '"b"'],
      ['Retry_Interval', '60'],
    ] as const) {
      const { texts } = await placed(files, set('Domain=y', option, value))
      assert.equal(texts, { '/c/bar': `${bar}${option} = ${value}\n` })
    }
  })
}

test('an empty file at top level is no place for a global option', async () => {
  const main = 'readonly_include "foo"\ninclude "bar"\n'
  const files = { '/c/eccluster.conf': main, '/c/foo': 'Max_Retries = 1\n', '/c/bar': '' }
  const { texts } = await placed(files, set('Max_Retries', '2'))
  assert.equal(texts, { '/c/eccluster.conf': `${main}Max_Retries = 2\n` })
})

test('table: an option of Domain z goes into the main file', async () => {
  const { texts, reason } = await placed(TABLE, set('Domain=z', 'Gateway', '"b"'))
  assert.equal(texts, {
    '/c/eccluster.conf':
      'readonly_include "foo"\ninclude "baz"\n\nDomain "z" {\n  Gateway = "b"\n}\n',
  })
  assert.is(reason, 'Domain "z" is new, so it goes into the main file')
})

test('table: with a local changes file, Domain z goes there', async () => {
  const files = {
    ...TABLE,
    '/c/eccluster.conf': `Local_Changes_File = "local"\n${TABLE['/c/eccluster.conf']}`,
    '/c/local': '# ours\n',
  }
  const { texts, reason } = await placed(files, set('Domain=z', 'Gateway', '"b"'))
  assert.equal(texts, { '/c/local': '# ours\nDomain "z" {\n  Gateway = "b"\n}\n' })
  assert.is(reason, 'Domain "z" is new, so it goes into the local changes file')
})

test('table: an option of Domain y that is set in a writable file is replaced there', async () => {
  const { texts, reason } = await placed(TABLE, set('Domain=y', 'Max_Outbound_Connections', '8'))
  assert.equal(texts, { '/c/baz': 'Domain y {\n  Max_Outbound_Connections = 8\n}\n' })
  assert.is(reason, 'the only place that sets it')
})

test('the local changes file is made when it is not there', async () => {
  const files = { '/c/eccluster.conf': 'Local_Changes_File = "local"\r\n' }
  const configuration = await loadFiles(files)
  const asked = set('Domain=z', 'Gateway', '"b"')
  const { set: changeSet, texts } = await changed(configuration, [asked])
  assert.equal(texts, { '/c/local': 'Domain "z" {\n  Gateway = "b"\n}\n' })
  assert.is(changeSet.edits[0]?.create, true)
  assert.equal(changeSet.edits[0]?.inverse, [{ start: 0, end: 31, text: '' }])
  assert.equal(
    changeSet.base.map(({ name }) => name),
    ['eccluster.conf'],
  )
  assert.is(
    changeSet.placements[0]?.reason,
    'Domain "z" is new, so it goes into the local changes file, which is made',
  )
})

test('what a later read-only file sets goes into the local changes file, which is read last', async () => {
  const files = {
    '/c/eccluster.conf': 'Local_Changes_File = "local"\nreadonly_include "foo"\n',
    '/c/foo': 'Max_Retries = 5\n',
    '/c/local': '',
  }
  const { texts, reason } = await placed(files, set('Max_Retries', '6'))
  assert.equal(texts, { '/c/local': 'Max_Retries = 6\n' })
  assert.is(
    reason,
    'last set in foo:1, which is read-only (readonly_include in eccluster.conf:2); no writable file is read after it, so it goes into the local changes file',
  )
})

test('a global option that a read-only file in the middle sets goes behind it', async () => {
  const files = {
    '/c/eccluster.conf':
      'Blackhole = true\nreadonly_include "foo"\nLogs {\n}\nreadonly_include "x"\n',
    '/c/foo': 'Max_Retries = 5\n',
    '/c/x': '',
  }
  const { texts } = await placed(files, set('Max_Retries', '6'))
  assert.equal(texts, {
    '/c/eccluster.conf':
      'Blackhole = true\nreadonly_include "foo"\nLogs {\n}\n\nMax_Retries = 6\n\nreadonly_include "x"\n',
  })
})

test('a file that a trailing overlay includes plainly is a place behind it', async () => {
  const files = {
    '/c/eccluster.conf': 'readonly_include "foo"\n',
    '/c/foo': 'Max_Retries = 5\ninclude "bar"\n',
    '/c/bar': 'Blackhole = true\n',
  }
  const { texts } = await placed(files, set('Max_Retries', '6'))
  assert.equal(texts, { '/c/bar': 'Blackhole = true\nMax_Retries = 6\n' })
})

test('a stanza that begins before the read-only file and goes on behind it', async () => {
  const files = {
    '/c/eccluster.conf': 'Domain y {\n  readonly_include "foo"\n  Blackhole = true\n}\n',
    '/c/foo': 'Gateway = "a"\n',
  }
  const { texts } = await placed(files, set('Domain=y', 'Gateway', '"b"'))
  assert.equal(texts, {
    '/c/eccluster.conf':
      'Domain y {\n  readonly_include "foo"\n  Blackhole = true\n  Gateway = "b"\n}\n',
  })
})

test('a stanza that ends with the read-only file has no place behind it; a new one has', async () => {
  const files = {
    '/c/eccluster.conf': 'Domain y {\n  readonly_include "foo"\n}\n',
    '/c/foo': 'Gateway = "a"\n',
  }
  const { texts, reason } = await placed(files, set('Domain=y', 'Gateway', '"b"'))
  assert.equal(texts, {
    '/c/eccluster.conf':
      'Domain y {\n  readonly_include "foo"\n}\n\nDomain y {\n  Gateway = "b"\n}\n',
  })
  assert.match(
    reason ?? '',
    'no writable place after it defines Domain "y", so it goes into the main',
  )
})

test('what is defined in read-only files only goes into the main file', async () => {
  const files = {
    '/c/eccluster.conf': 'readonly_include "x"\nLogs { }\n',
    '/c/x': 'Domain z { }\n',
  }
  const { texts, reason } = await placed(files, set('Domain=z', 'Max_Retries', '7'))
  assert.equal(texts, {
    '/c/eccluster.conf': 'readonly_include "x"\nLogs { }\n\nDomain "z" {\n  Max_Retries = 7\n}\n',
  })
  assert.is(reason, 'Domain "z" is defined in read-only files only, so it goes into the main file')
})

const ONLY_LOCAL = 'Local_Changes_File = "local"\nLocal_Changes_Only = on\nMax_Retries = 6\n'

test('with Local_Changes_Only every change goes into the local changes file', async () => {
  const files = {
    '/c/eccluster.conf': `${ONLY_LOCAL}Domain z { }\n`,
    '/c/local': 'Blackhole = true\n',
  }
  const first = await placed(files, set('Max_Retries', '7'))
  assert.equal(first.texts, { '/c/local': 'Blackhole = true\nMax_Retries = 7\n' })
  assert.is(
    first.reason,
    'Local_Changes_Only is on (eccluster.conf:2): every change goes into the local changes file',
  )
  const { texts } = await placed(files, set('Domain=z', 'Max_Retries', '7'))
  assert.equal(texts, {
    '/c/local': 'Blackhole = true\n\nDomain "z" {\n  Max_Retries = 7\n}\n',
  })
  const there = await placed(files, set('Blackhole', 'false'))
  assert.equal(there.texts, { '/c/local': 'Blackhole = false\n' })
})

test('what has to be known before the local changes file is read does not go there', async () => {
  const files = { '/c/eccluster.conf': ONLY_LOCAL, '/c/local': '' }
  const { texts } = await placed(files, set('Local_Changes_Only', 'off'))
  assert.equal(texts, { '/c/eccluster.conf': ONLY_LOCAL.replace('on\n', 'off\n') })
})

test('a stanza that the file has is used, and the nearest one around a new one', async () => {
  const files = {
    '/c/eccluster.conf': 'include "x"\nBinding b {\n  Blackhole = true\n}\n',
    '/c/x': 'Binding b { }\n',
  }
  const { texts } = await placed(files, set('Binding=b', 'Domain=d', 'Gateway', '"g"'))
  assert.equal(texts, {
    '/c/eccluster.conf':
      'include "x"\nBinding b {\n  Blackhole = true\n  Domain "d" {\n    Gateway = "g"\n  }\n}\n',
  })
})

test('several changes of new scopes come in as few stanzas as can be', async () => {
  const configuration = await loadFiles({ '/c/eccluster.conf': '' })
  const changes = [
    set('Binding=b', 'Domain=d', 'Gateway', '"g"'),
    set('Binding=b', 'Domain=d', 'Max_Retries', '5'),
    set('Binding=b', 'Bind_Address', '"10.0.0.1"'),
    set('Domain=d', 'Max_Retries', '6'),
    set('Max_Retries', '7'),
  ]
  const { text, set: changeSet } = await changed(configuration, changes)
  assert.equal(changeSet.refusals, [])
  assert.is(
    text,
    [
      'Binding "b" {',
      '  Domain "d" {',
      '    Gateway = "g"',
      '    Max_Retries = 5',
      '  }',
      '  Bind_Address = "10.0.0.1"',
      '}',
      '',
      'Max_Retries = 7',
      '',
      'Domain "d" {',
      '  Max_Retries = 6',
      '}',
      '',
    ].join('\n'),
  )
})

test('an element that is added to a read-only array makes a whole array behind it', async () => {
  const files = {
    '/c/eccluster.conf': 'readonly_include "x"\nBlackhole = true\n',
    '/c/x': 'Relay_Hosts = ( "10.0.0.0/8" )\n',
  }
  const asked: Change = {
    kind: 'add-element',
    path: [],
    option: 'Relay_Hosts',
    value: '127.0.0.1',
    words: [],
  }
  const { texts } = await placed(files, asked)
  assert.equal(texts, {
    '/c/eccluster.conf':
      'readonly_include "x"\nBlackhole = true\nRelay_Hosts = ( "10.0.0.0/8" "127.0.0.1" )\n',
  })
})

test.run()

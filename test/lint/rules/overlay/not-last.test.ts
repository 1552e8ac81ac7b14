import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('overlay/not-last')
const CODE = 'overlay/not-last'

const STUB = 'Datasource "ecdb" {\n  uri = ( "pgsql:dbname=a" )\n}\n'
const REAL = 'Datasource "ecdb" {\n  uri = ( "pgsql:host=b" )\n}\n'
const DETAIL = 'Move this line to the end of the file, so that it wins over everything else.'

test('a stanza behind the overlay sets its option again', async () => {
  const overlay = 'readonly_include "ecdb.conf"\n'
  const files = { 'eccluster.conf': `${STUB}${overlay}${STUB}`, 'ecdb.conf': REAL }
  assert.equal(await found(CODE, files), [
    {
      severity: 'error',
      at: '4:1 readonly_include "ecdb.conf"',
      summary: 'Overlay "ecdb.conf" is not last: what follows it wins',
      detail: DETAIL,
      related: ['6:3 sets "uri" of Datasource "ecdb" again'],
      fix: ['unsafe: Move it to the end of the file', `${STUB}${STUB}${overlay}`],
    },
  ])
})

test('a file that is included behind it does, though it replaces nothing that stands before', async () => {
  const files = {
    'eccluster.conf': 'readonly_include "ecdb.conf"\r\ninclude "a.conf"',
    'a.conf': 'include "b.conf"\n',
    'b.conf': STUB,
    'ecdb.conf': REAL,
  }
  const [finding] = await found(CODE, files)
  assert.is(finding?.at, '1:1 readonly_include "ecdb.conf"')
  assert.equal(finding?.related, ['b.conf:2:3 sets "uri" of Datasource "ecdb" again'])
  assert.is(finding?.fix?.[1], 'include "a.conf"\r\nreadonly_include "ecdb.conf"')
})

test('something else follows: nothing is lost yet, but it is not last', async () => {
  const files = {
    'eccluster.conf': `${STUB}readonly_include "ecdb.conf" # real\nTLS = no\n`,
    'ecdb.conf': REAL,
  }
  assert.equal(await found(CODE, files), [
    {
      severity: 'error',
      at: '4:1 readonly_include "ecdb.conf"',
      summary: 'Overlay "ecdb.conf" is not last',
      detail: DETAIL,
      related: ['5:1 stands after it'],
    },
  ])
})

test('on a node what follows may stand there when nothing is lost', async () => {
  const main = `${STUB}readonly_include "ecdb.conf"\nTLS = no\n`
  assert.equal(await found(CODE, { 'ecelerity.conf': main, 'ecdb.conf': REAL }), [])
  const lost = { 'ecelerity.conf': `${main}${STUB}`, 'ecdb.conf': REAL }
  assert.equal(
    (await found(CODE, lost)).map(({ severity, detail }) => [severity, detail]),
    [['info', 'If it is to win over everything else, move this line to the end of the file.']],
  )
})

test('a read-only file that replaces nothing may stand anywhere', async () => {
  const files = {
    'eccluster.conf': 'readonly_include "a.conf"\nTLS = no\nSecurity {\n  User = "a"\n}\n',
    'a.conf': 'Domain "b" {\n  TLS = required\n}\nSecurity {\n  Group = "c"\n}\n',
  }
  assert.equal(await found(CODE, files), [])
})

test('the last line, another overlay behind it, the local changes file', async () => {
  const files = {
    'eccluster.conf': `Local_Changes_File = "local.conf"\n${STUB}readonly_include "ecdb.conf"\nreadonly_include "b.conf"\n`,
    'ecdb.conf': REAL,
    'b.conf': REAL,
    'local.conf': REAL,
  }
  assert.equal(await found(CODE, files), [])
})

test('a folder, an include that may be written, and one inside a stanza are no overlays', async () => {
  const files = {
    'eccluster.conf':
      `${STUB}readonly_include "d"\ninclude "ecdb.conf"\n` +
      `Security {\n  readonly_include "user.conf"\n  User = "b"\n}\n${STUB}`,
    'd/a.conf': REAL,
    'ecdb.conf': REAL,
    'user.conf': 'User = "a"\n',
  }
  assert.equal(await found(CODE, files), [])
})

test('three of many places are enough', async () => {
  const options = ['TLS = no', 'Use_IPv6 = true', 'Max_Retries = 1', 'Hostname = "a"'].join('\n')
  const files = {
    'eccluster.conf': `readonly_include "a"\n${options}\n`,
    a: `${options}\n`,
  }
  assert.equal((await found(CODE, files))[0]?.related, [
    '2:1 sets "TLS" again',
    '3:1 sets "Use_IPv6" again',
    '4:1 sets "Max_Retries" again',
  ])
})

test.run()

import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('overlay/shadowed')
const CODE = 'overlay/shadowed'

const STUB = 'Datasource "ecdb" {\n  uri = ( "pgsql:dbname=a" )\n  cache_life = 60\n}\n'
const REAL = 'datasource "ecdb" {\n  URI = ( "pgsql:host=b" )\n}\n'

test('a definition that a later file replaces', async () => {
  const files = {
    'eccluster.conf': 'include "stub.conf"\n\nreadonly_include "x/ecdb.conf"\n',
    'stub.conf': STUB,
    'x/ecdb.conf': REAL,
  }
  assert.equal(await found(CODE, files), [
    {
      severity: 'info',
      at: 'stub.conf:2:3 uri',
      summary: 'Option "uri" of Datasource "ecdb" is shadowed by ecdb.conf:2',
      detail: 'The definition that is read last counts.',
      related: ['x/ecdb.conf:2:3 this definition counts', '1:1 included from eccluster.conf:1'],
    },
  ])
})

test('at the top level; of several the last one counts', async () => {
  const files = {
    'eccluster.conf': 'TLS = no\ninclude "a"\ninclude "b"\n',
    a: 'TLS = ifavailable\n',
    b: 'TLS = required\n',
  }
  const findings = await found(CODE, files)
  assert.equal(
    findings.map(({ at, summary }) => [at, summary]),
    [
      ['1:1 TLS', 'Option "TLS" is shadowed by b:1'],
      ['a:1:1 TLS', 'Option "TLS" is shadowed by b:1'],
    ],
  )
})

test('in the same file it is not, whether in two stanzas or because it is included twice', async () => {
  const files = {
    'eccluster.conf': `${STUB}${REAL}include "a"\ninclude "a"\n`,
    a: 'TLS = no\n',
  }
  assert.equal(await found(CODE, files), [])
})

test('what an overlay loses because it is not last is reported as that', async () => {
  const files = {
    'eccluster.conf': `include "stub.conf"\nreadonly_include "ecdb.conf"\n${STUB}`,
    'stub.conf': STUB,
    'ecdb.conf': REAL,
  }
  assert.equal(
    (await found(CODE, files)).map(({ at }) => at),
    ['stub.conf:2:3 uri', 'stub.conf:3:3 cache_life'],
  )
  assert.is((await found('overlay/not-last', files)).length, 1)
})

test.run()

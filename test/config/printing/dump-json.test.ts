import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { dumpJson } from '../../../src/config/index.js'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('dump as JSON')

async function dump(source: string, maskSecrets = false): Promise<unknown> {
  const configuration = await loadFiles({ '/c/eccluster.conf': source })
  return JSON.parse(JSON.stringify(dumpJson(configuration, { maskSecrets })))
}

test('anonymous scopes are objects, named ones arrays in order', async () => {
  assert.equal(
    await dump(`
Message_Expiration = 5
Logs { File_Mode = 0640 }
Domain "10" { Gateway = "g" }
Domain "9" { }
domain "10" { Message_Expiration = 6 }
ESMTP_Listener { Listen ":25" { Enable = enabled } }
`),
    {
      message_expiration: 5,
      logs: { file_mode: '0640' },
      domain: [{ $name: '10', gateway: 'g', message_expiration: 6 }, { $name: '9' }],
      esmtp_listener: { listen: [{ $name: ':25', enable: true }] },
    },
  )
})

test('values have the type of their option', async () => {
  assert.equal(
    await dump(`
Datasource "x" { uri = "iowrapper:" cache_life = "600" no_cache = off }
Outbound_Throttle_Messages = "60/3"
Unknown_Option = 10
Control_Listener { AuthDigestMD5Parameters [ uri = "x://" ] }
`),
    {
      datasource: [{ $name: 'x', uri: ['iowrapper:'], cache_life: 600, no_cache: false }],
      outbound_throttle_messages: '60/3',
      unknown_option: '10',
      control_listener: { authdigestmd5parameters: { uri: 'x://' } },
    },
  )
})

test('a scope that may have an instance', async () => {
  assert.equal(await dump('clamav { Enabled = true }'), { clamav: { enabled: true } })
  assert.equal(await dump('clamav { } clamav "a" { }'), { clamav: [{}, { $name: 'a' }] })
  assert.equal(await dump('clamav "a" { }'), { clamav: [{ $name: 'a' }] })
  assert.equal(await dump('binding { }'), { binding: [{}] }, 'a name is missing')
})

test('scopes that the product does not know', async () => {
  assert.equal(await dump('Mine { } Yours "a" { X = 1 } yours "b" { }'), {
    mine: {},
    yours: [{ $name: 'a', x: '1' }, { $name: 'b' }],
  })
})

test('names that objects have by nature', async () => {
  const source = '__proto__ = 1\nconstructor { __proto__ { x = 2 } }\n'
  const configuration = await loadFiles({ '/c/eccluster.conf': source })
  assert.is(
    JSON.stringify(dumpJson(configuration, { maskSecrets: false })),
    '{"__proto__":"1","constructor":{"__proto__":{"x":"2"}}}',
  )
})

test('an option and a scope of one name', async () => {
  assert.equal(await dump('Pathway = "p"\nPathway "p" { }\n'), {
    '$option:pathway': 'p',
    pathway: [{ $name: 'p' }],
  })
})

test('secrets', async () => {
  const source = 'Datasource "x" { uri = ( "pgsql:host=h;password=secret" "sqlite:/x" ) }'
  assert.equal(await dump(source, true), {
    datasource: [{ $name: 'x', uri: ['pgsql:host=h;password=****', 'sqlite:/x'] }],
  })
})

test('the settings of an empty configuration are no part of it', async () => {
  assert.equal(await dump(''), {})
})

test.run()

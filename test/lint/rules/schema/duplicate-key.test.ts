import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('schema/duplicate-key')
const CODE = 'schema/duplicate-key'

test('a key twice in a dictionary', async () => {
  const text =
    'msgc_server {\n  peers = [\n    mta1 = "192.0.2.21"\n    mta1 = "192.0.2.22"\n  ]\n}\n'
  assert.equal(await found(CODE, text), [
    {
      severity: 'warning',
      at: '4:5 mta1',
      summary: 'Key "mta1" is set again in "peers"',
      detail: 'Only the last one counts. Keep one of them.',
      related: ['3:5 first set here'],
    },
  ])
})

test('keys compare with their case, but those that the product knows without', async () => {
  const peers = 'msgc_server {\n  peers = [ mta1 = "192.0.2.21" MTA1 = "192.0.2.22" ]\n}\n'
  assert.equal(await found(CODE, peers), [])
  const uri =
    'Control_Listener {\n  AuthLoginParameters = [ uri = "ecauth://" URI = "ecauth://" ]\n}\n'
  assert.equal(
    (await found(CODE, uri)).map(({ summary }) => summary),
    ['Key "URI" is set again in "AuthLoginParameters"'],
  )
})

test.run()

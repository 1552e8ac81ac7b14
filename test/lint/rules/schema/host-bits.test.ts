import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codes, found } from '../../findings.js'

const test = suite('schema/host-bits')
const CODE = 'schema/host-bits'

test('an element of an array', async () => {
  assert.equal(await found(CODE, 'Relay_Hosts = ( "127.0.0.0/8" "10.1.2.3/16" )\n'), [
    {
      severity: 'warning',
      at: '1:31 "10.1.2.3/16"',
      summary: 'Network "10.1.2.3/16" has bits set behind its mask',
      detail:
        'A mask of 16 leaves them out: it is 10.1.0.0/16. If one address is meant, write "10.1.2.3".',
      fix: ['unsafe: Write 10.1.0.0/16', 'Relay_Hosts = ( "127.0.0.0/8" "10.1.0.0/16" )\n'],
    },
  ])
})

test('the name of a Peer', async () => {
  const text = 'ESMTP_Listener {\n  Peer "2001:db8::1/32" {}\n}\n'
  const [finding] = await found(CODE, text)
  assert.is(finding?.at, '2:8 "2001:db8::1/32"')
  assert.is(finding?.summary, 'Network "2001:db8::1/32" has bits set behind its mask')
  assert.equal(finding?.fix, [
    'unsafe: Write 2001:db8::/32',
    'ESMTP_Listener {\n  Peer "2001:db8::/32" {}\n}\n',
  ])
})

test('no network, no host bits, or another finding', async () => {
  assert.equal(await found(CODE, 'Relay_Hosts = ( "10.1.2.3" "10.1.0.0/16" "::/0" )\n'), [])
  assert.equal(await codes('Relay_Hosts = ( "10.1.2.3/40" )\n'), ['1 schema/wrong-type'])
  assert.equal(await found(CODE, 'Relay_Domains = ( "10.1.2.3/16" )\n'), [])
})

test.run()

import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('security/no-accounting')
const CODE = 'security/no-accounting'

const REMOTE = 'Control_Listener {\n  Listen "/tmp/2025" {}\n  Listen "*:2025" {}\n}\n'

test('a manager that other machines reach, and no acctlog', async () => {
  const logger = 'ec_logger "l" { paniclog = "/var/log/paniclog.ec" }\n'
  assert.equal(await found(CODE, { 'eccluster.conf': REMOTE + logger }), [
    {
      severity: 'warning',
      at: '3:10 "*:2025"',
      summary: 'Nothing records who does what on the console on "*:2025"',
      detail: 'Set acctlog = "/var/log/eccluster/acctlog.ec" in an ec_logger.',
    },
  ])
})

test('nothing with an acctlog, at loopback, and of a node or a file of neither', async () => {
  const acctlog = 'ec_logger "l" { acctlog = "/var/log/acctlog.ec" }\n'
  const local = REMOTE.replace('*:2025', '127.0.0.1:2025')
  assert.equal(await found(CODE, { 'eccluster.conf': REMOTE + acctlog }), [])
  assert.equal(await found(CODE, { 'eccluster.conf': local }), [])
  assert.equal(await found(CODE, { 'ecelerity.conf': REMOTE }), [])
  assert.equal(await found(CODE, { 'main.conf': REMOTE }), [])
})

test('nothing while a word may be meant for it', async () => {
  const slip = 'ec_logger "l" { acctlg = "/var/log/acctlog.ec" }\n'
  assert.equal(await found(CODE, { 'eccluster.conf': REMOTE + slip }), [])
})

test.run()

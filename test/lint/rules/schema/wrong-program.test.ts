import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('schema/wrong-program')
const CODE = 'schema/wrong-program'

test('mail in the configuration of the manager: each kind of scope once, each option', async () => {
  const text =
    'Domain "a.example" { Max_Retries = 1 }\nDomain "b.example" {}\nopendkim "o" {}\nBlackhole = true\nLogs {}\nHostname = "m"\n'
  const detail = 'Mail goes through the nodes only: it belongs in their configuration.'
  assert.equal(await found(CODE, { 'eccluster.conf': text }), [
    {
      severity: 'info',
      at: '1:1 Domain "a.example"',
      summary: 'Scope Domain is not used by the cluster manager',
      detail,
    },
    {
      severity: 'info',
      at: '3:1 opendkim "o"',
      summary: 'Module opendkim is not used by the cluster manager',
      detail,
    },
    {
      severity: 'info',
      at: '4:1 Blackhole',
      summary: 'Option "Blackhole" is not used by the cluster manager',
      detail,
    },
  ])
})

test('what collects logs in the configuration of a node', async () => {
  const text = 'as_logger {}\nLogs { logfile = "/a" }\nDomain "a.example" {}\nBlackhole = true\n'
  const detail =
    "Only the cluster manager collects from the nodes: it belongs in the manager's configuration."
  assert.equal(await found(CODE, { 'ecelerity.conf': text }), [
    {
      severity: 'info',
      at: '1:1 as_logger',
      summary: 'Module as_logger is not used by a node',
      detail,
    },
    { severity: 'info', at: '2:1 Logs', summary: 'Scope Logs is not used by a node', detail },
  ])
})

test('a file that both include counts for the one that is checked', async () => {
  const shared = { 'webui-common.conf': 'Domain "a.example" {}\n' }
  const manager = { 'eccluster.conf': 'include "webui-common.conf"\n', ...shared }
  const node = { 'ecelerity.conf': 'include "webui-common.conf"\n', ...shared }
  assert.equal(
    (await found(CODE, manager)).map(({ at }) => at),
    ['webui-common.conf:1:1 Domain "a.example"'],
  )
  assert.equal(await found(CODE, node), [])
})

test('nothing when the program is not known', async () => {
  assert.equal(await found(CODE, 'Logs {}\nDomain "a.example" {}\nas_logger {}\n'), [])
})

test('TLS on the console of a node, which only our manager has', async () => {
  const text =
    'Control_Listener {\n  TLS_Certificate = "/a"\n  Listen ":2025" { TLS_Key = "/b" }\n}\nESMTP_Listener { TLS_Key = "/c" }\n'
  assert.equal(
    (await found(CODE, { 'ecelerity.conf': text })).map(({ at, summary }) => `${at} ${summary}`),
    [
      '2:3 TLS_Certificate Option "TLS_Certificate" of the console is not used by a node',
      '3:20 TLS_Key Option "TLS_Key" of the console is not used by a node',
    ],
  )
  assert.equal(await found(CODE, { 'eccluster.conf': text.replace(/ESMTP.*/, '') }), [])
})

test.run()

import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codes } from '../findings.js'

const test = suite('one mistake gives one finding')

test('a dictionary without its bracket: its keys are no options', async () => {
  const text =
    'Control_Listener {\n  AuthLoginParameters =\n    uri = "ecauth://"\n    log_authentication = true\n  ]\n  Enabel = true\n}\n'
  assert.equal(await codes(text), ['2 syntax/missing-value', '6 schema/unknown-option'])
})

test('a stanza without its brace: what follows may be right', async () => {
  const text =
    'ESMTP_Listener {\n  Listen ":25"\n    Enable = true\n  }\n  Peer "192.0.2.1" {\n    Always_Deny = true\n  }\n}\n'
  const found = await codes(text)
  assert.ok(found.every((code) => / syntax\//.test(code)))
})

test('a string without its quote: what is left of it is no statement', async () => {
  assert.equal(await codes('Logs {\n  logfile = /var/log/%{l}/%{s}"\n  File_Mod = 0640\n}\n'), [
    '2 syntax/unclosed-string',
    '3 schema/unknown-option',
  ])
})

test('a stanza that was left open where nothing is indented', async () => {
  const text = 'Security {\nUser = "a"\nGroup = "b"\nDomain "c" {\nGatway = "d"\n}\n'
  assert.equal(await codes(text), ['1 syntax/unclosed-scope', '5 schema/unknown-option'])
})

test.run()

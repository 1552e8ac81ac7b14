import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('security/no-roles')
const CODE = 'security/no-roles'

const LISTENER =
  'Control_Listener {\n  Enable_Authorization = "true"\n  Listen "/tmp/2025" {\n    Enable_Authorization = on\n  }\n}\n'

test('authorization without a role that allows something', async () => {
  const expected = ['2:3 Enable_Authorization', '4:5 Enable_Authorization'].map((at) => ({
    severity: 'warning',
    at,
    summary: 'Authorization is on, but no role allows any command',
    detail:
      'What no rule allows is refused, so nobody can run a command. Add for example ' +
      'Authorization { Role "admin" { allow = ( ".*" ) } }.',
  }))
  assert.equal(await found(CODE, LISTENER), expected)
  assert.equal(await found(CODE, `${LISTENER}Authorization {\n}\n`), expected)
  const empty = 'Authorization {\n  Role "a" {\n    allow = ()\n  }\n  Role "b" {\n  }\n}\n'
  assert.equal(await found(CODE, LISTENER + empty), expected)
})

test('a role in any file will do', async () => {
  const files = {
    'eccluster.conf': `include "roles.conf"\n${LISTENER}`,
    'roles.conf': 'authorization {\n  role "a" {\n    ALLOW = ( "^help$" )\n  }\n}\n',
  }
  assert.equal(await found(CODE, files), [])
})

test('switched off, or not mentioned', async () => {
  assert.equal(await found(CODE, LISTENER.replace(/"true"|on$/gm, 'false')), [])
  assert.equal(await found(CODE, 'Control_Listener {\n  Listen "/tmp/2025" {}\n}\n'), [])
})

test('of several definitions in one scope the last one counts', async () => {
  const text =
    'Control_Listener {\n  Enable_Authorization = true\n}\nControl_Listener {\n  Enable_Authorization = false\n}\n'
  assert.equal(await found(CODE, text), [])
})

test.run()

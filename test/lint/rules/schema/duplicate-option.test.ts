import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codes, found } from '../../findings.js'

const test = suite('schema/duplicate-option')
const CODE = 'schema/duplicate-option'

test('twice in one stanza, in any case', async () => {
  assert.equal(await found(CODE, 'Logs {\n  dir_mode = "0755"\n  Dir_Mode = "0750"\n}\n'), [
    {
      severity: 'warning',
      at: '3:3 Dir_Mode',
      summary: 'Option "Dir_Mode" is set again in scope Logs',
      detail: 'Only the last one in a stanza counts. Keep one of them.',
      related: ['2:3 first set here'],
    },
  ])
})

test('at the top level, a stanza between; three times', async () => {
  const findings = await found(CODE, 'TLS = no\nSecurity {\n}\nTLS = no\nTLS = required\n')
  assert.equal(
    findings.map(({ at, related }) => [at, related]),
    [
      ['4:1 TLS', ['1:1 first set here']],
      ['5:1 TLS', ['1:1 first set here']],
    ],
  )
})

test('in two stanzas of one scope, and in two files, it is not', async () => {
  const files = {
    'eccluster.conf':
      'Logs {\n  dir_mode = "0755"\n}\nLogs {\n  dir_mode = "0750"\n}\ninclude "b"\n',
    b: 'Logs {\n  dir_mode = "0700"\n}\n',
  }
  assert.equal(await found(CODE, files), [])
})

test('an unknown option is reported as that', async () => {
  assert.equal(await codes('Quixotic_Flag = 1\nQuixotic_Flag = 2\n'), [
    '1 schema/unknown-option',
    '2 schema/unknown-option',
  ])
})

test('the sides of a merge conflict are one mistake', async () => {
  const text = '<<<<<<< ours\nTLS = no\n=======\nTLS = required\n>>>>>>> theirs\n'
  assert.equal(await codes(text), ['1 syntax/merge-conflict'])
})

test.run()

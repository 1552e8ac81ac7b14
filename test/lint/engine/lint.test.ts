import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { lint } from '../../../src/lint/index.js'
import { codes, configurationOf, describe } from '../findings.js'

const test = suite('lint')

test('nothing to say about an ordinary configuration', async () => {
  assert.equal(await codes('Security {\n  User = "ecuser"\n}\n'), [])
  assert.equal(await codes(''), [])
})

test('file by file in the order of reading, in each by place', async () => {
  const files = {
    'main.conf': 'TLS = maybe\ninclude "b.conf"\ninclude "missing.conf"\ninclude "a.conf"\nx y\n',
    'a.conf': 'Idle_Tiem = 1\n',
    'b.conf': 'Mesage_Expiration = 1\nTLS="no"\n',
  }
  const configuration = await configurationOf(files)
  assert.equal(
    lint(configuration).map(({ file, start, code }) => `${file} ${start} ${code}`),
    [
      'main.conf 0 overlay/shadowed',
      'main.conf 6 schema/wrong-type',
      'main.conf 37 include/missing',
      'main.conf 71 syntax/missing-equals',
      'b.conf 0 schema/unknown-option',
      'b.conf 25 style/brace-spacing',
      'a.conf 0 schema/unknown-option',
    ],
  )
})

test('every finding in an included file names the includes that lead there', async () => {
  const files = {
    'main.conf': '\ninclude "outer.conf"\n',
    'outer.conf': 'Security {\n  include "inner.conf"\n}\n',
    'inner.conf': 'User = /a\nGruop = "b"\nGroup = "c" d\ninclude "gone.conf"\nUser =("e")\n',
  }
  const configuration = await configurationOf(files)
  const findings = lint(configuration).map((finding) => describe(finding, configuration))
  const chain = ['outer.conf:2:3 included from outer.conf:2', '2:1 included from main.conf:2']
  assert.equal(
    findings.map(({ at, related }) => [at.replace(/ .*/, ''), related?.slice(-2)]),
    ['1:8', '2:1', '3:13', '4:9', '5:1', '5:6', '5:7'].map((place) => [
      `inner.conf:${place}`,
      chain,
    ]),
  )
})

test('a file that is included twice gives its findings once', async () => {
  const files = {
    'main.conf': 'include "a.conf"\ninclude "a.conf"\n',
    'a.conf': 'TLS = maybe\nSpoolBase = /a\nx y\n',
  }
  const configuration = await configurationOf(files)
  assert.equal(
    lint(configuration).map(({ file, code, related }) => [file, code, related?.at(-1)?.note]),
    [
      ['main.conf', 'include/twice', 'first included here'],
      ['a.conf', 'schema/wrong-type', 'included from main.conf:1'],
      ['a.conf', 'style/unquoted-special', 'included from main.conf:1'],
      ['a.conf', 'syntax/missing-equals', 'included from main.conf:1'],
    ],
  )
})

test('a file that is included in two scopes is looked at in both', async () => {
  const files = {
    'main.conf': 'Security {\n  include "a.conf"\n}\nLogs {\n  include "a.conf"\n}\n',
    'a.conf': 'User = "a"\ndir_mode = "0755"\n',
  }
  const configuration = await configurationOf(files)
  assert.equal(
    lint(configuration)
      .filter(({ severity }) => severity === 'error')
      .map(({ summary, related }) => [summary, related?.[0]?.note]),
    [
      ['"User" does not belong in scope Logs', 'included from main.conf:5'],
      ['"dir_mode" does not belong in scope Security', 'included from main.conf:2'],
    ],
  )
})

test('what an include in a stanza that was left open takes in may belong outside of it', async () => {
  const files = {
    'main.conf': 'Security {\nUser = "a"\ninclude "b.conf"\nTLS = no\n',
    'b.conf': 'Group = "a"\nDomain "c" {\n  Max_Retries = 1\n}\nTLSS = no\n',
  }
  assert.equal(await codes(files), ['1 syntax/unclosed-scope', '5 schema/unknown-option'])
})

test('an include inside a scope that nobody knows: nothing is said about what it takes in', async () => {
  const files = { 'main.conf': 'Quixotic {\n  include "b"\n}\n', b: 'Flag = 1\n' }
  assert.equal(await codes(files), ['1 schema/unknown-scope'])
})

test('rules can be switched off, or get another severity', async () => {
  const text = 'SpoolBase = /a\nIdle_Tiem = 1\nx y\n'
  const configuration = await configurationOf(text)
  const rules = {
    'style/unquoted-special': 'error',
    'schema/unknown-option': 'off',
    'syntax/missing-equals': 'warning',
  } as const
  assert.equal(
    lint(configuration, { rules }).map(({ code, severity }) => `${severity} ${code}`),
    ['error style/unquoted-special', 'warning syntax/missing-equals'],
  )
})

test('a fragment may be the inside of a stanza, and is no whole', async () => {
  const files = {
    'main.conf': 'Idle_Time = 1\ninclude "a"\nListen ":25" { include "b" }\n',
    a: 'Enable = true\n',
    b: 'Enable = false\nEnabled = true\nIdle_Time = 2\n',
  }
  const configuration = await configurationOf(files)
  assert.equal(
    lint(configuration, { fragment: true }).map(({ file, summary }) => `${file}: ${summary}`),
    ['b: "Enabled" does not belong in scope Listen'],
  )
})

test.run()

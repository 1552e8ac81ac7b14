import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { after, apply, type Files, notes, refusal } from './change-sets.js'

const test = suite('an overlay that is written inline')

const inline = { inline: true }

/** Each: the base, the overlay, the base afterwards. */
const WRITTEN: Readonly<Record<string, readonly [base: string, overlay: string, after: string]>> = {
  'a value in place': [
    'Logs {\n  file_mode = 0640  # ours\n}\n',
    'logs { FILE_MODE = 0600 }\n',
    'Logs {\n  file_mode = 0600  # ours\n}\n',
  ],
  'an option that is missing': [
    'Datasource "ecdb" {\n  uri = ( "stub" )\n}\n',
    'Datasource "ecdb" { cache_life = 5 }\n',
    'Datasource "ecdb" {\n  uri = ( "stub" )\n  cache_life = 5\n}\n',
  ],
  'a scope that is missing': [
    'Max_Retries = 1\n',
    '# what for\nDomain "x" {\n  Max_Retries = 5\n  Gateway = "[::1]"\n}\n',
    'Max_Retries = 1\n\nDomain "x" {\n  Max_Retries = 5\n  Gateway = "[::1]"\n}\n',
  ],
  'a scope that is missing in one that is there': [
    'Binding "b" {\n  Max_Retries = 1\n}\n',
    'Binding "b" { Domain "x" { Max_Retries = 5 } }\n',
    'Binding "b" {\n  Max_Retries = 1\n  Domain "x" {\n    Max_Retries = 5\n  }\n}\n',
  ],
  'an empty scope': [
    'Max_Retries = 1\n',
    'Domain "x" { }\n',
    'Max_Retries = 1\n\nDomain "x" {\n}\n',
  ],
  'modules, one of them empty, in their order': [
    'Max_Retries = 1\n',
    'spf_macros {\n  Debug_Level = "DEBUG"\n}\ncsapi { }\nsmtpapi {\n  Debug_Level = "INFO"\n}\n',
    'Max_Retries = 1\n\nspf_macros {\n  Debug_Level = "DEBUG"\n}\n\ncsapi {\n}\n\nsmtpapi {\n  Debug_Level = "INFO"\n}\n',
  ],
  'values without quotes that need them': [
    '',
    'Logs { logfile = /var/log/x }\n',
    'Logs {\n  logfile = "/var/log/x"\n}\n',
  ],
  'what is spelt otherwise and means the same': [
    'Suspend_Delivery = true\nMax_Retries = "5"\n',
    'suspend_delivery = on\nmax_retries = 5\n',
    'Suspend_Delivery = true\nMax_Retries = "5"\n',
  ],
  'the last of two definitions': [
    'Max_Retries = 1\nMax_Retries = 2\n',
    'Max_Retries = 3\nMax_Retries = 4\n',
    'Max_Retries = 1\nMax_Retries = 4\n',
  ],
  'CRLF and an array over several lines': [
    'Max_Retries = 1\r\n',
    'Relay_Domains = (\n  "a"\n  "b"\n)\n',
    'Max_Retries = 1\r\nRelay_Domains = (\r\n  "a"\r\n  "b"\r\n)\r\n',
  ],
  'no final newline': ['Max_Retries = 1', 'Max_Retries = 2\n', 'Max_Retries = 2'],
}

for (const [name, [base, overlay, expected]] of Object.entries(WRITTEN)) {
  test(`${name}, and again nothing`, async () => {
    const files = { 'base.conf': base, 'ovl.conf': overlay }
    assert.is(await after(files, apply(files, 'ovl.conf', inline)), expected)
    const written = { ...files, 'base.conf': expected }
    assert.equal(await notes(apply(written, 'ovl.conf', inline)), [
      'base.conf does all that ovl.conf would already',
    ])
  })
}

test('only the base is edited, whatever the rules of placement say', async () => {
  const files = {
    'base.conf': 'Local_Changes_File = "local"\nLocal_Changes_Only = true\ninclude "web.conf"\n',
    'web.conf': 'Logs {\n  file_mode = 0640\n}\n',
    'ovl.conf': 'Logs { file_mode = 0600 }\n',
  }
  const changeSet = await apply(files, 'ovl.conf', inline)
  assert.equal(
    changeSet.edits.map(({ name, create }) => [name, create]),
    [['base.conf', false]],
  )
  assert.equal(
    changeSet.placements.map(({ reason }) => reason),
    [
      'last set in web.conf:2, which is not to change; no writable place after it defines Logs, so it goes into the main file',
    ],
  )
  assert.is(
    await after(files, apply(files, 'ovl.conf', inline)),
    `${files['base.conf']}\nLogs {\n  file_mode = 0600\n}\n`,
  )
})

test('several overlays: the later one wins', async () => {
  const files = {
    'base.conf': 'Max_Retries = 1\n',
    'a.conf': 'Max_Retries = 2\nRetry_Interval = 3\n',
    'd/b.conf': 'Max_Retries = 4\n',
  }
  assert.is(
    await after(files, apply(files, 'a.conf d', inline)),
    'Max_Retries = 4\nRetry_Interval = 3\n',
  )
  assert.is(
    await after(files, apply(files, 'd a.conf', inline)),
    'Max_Retries = 2\nRetry_Interval = 3\n',
  )
})

test('what the overlay includes is written too', async () => {
  const files = {
    'base.conf': 'Max_Retries = 1\n',
    'ovl.conf': 'include "more.conf"\n',
    'more.conf': 'Max_Retries = 2\n',
  }
  assert.is(await after(files, apply(files, 'ovl.conf', inline)), 'Max_Retries = 2\n')
})

test('what the change set says', async () => {
  const files = { 'base.conf': 'Max_Retries = 1\n', 'ovl.conf': 'Max_Retries = 2\n' }
  const changeSet = await apply(files, 'ovl.conf', inline)
  assert.equal(changeSet.changes, [
    { kind: 'set', path: [], option: 'Max_Retries', value: '2', words: ['Max_Retries', '2'] },
  ])
  assert.equal(
    changeSet.effects?.map(({ option, before, after }) => [option, before?.text, after?.text]),
    [['Max_Retries', '1', '2']],
  )
  assert.equal(
    changeSet.base.map(({ name }) => name),
    ['base.conf', 'ovl.conf'],
  )
  assert.equal(JSON.parse(JSON.stringify(changeSet)), changeSet)
})

test('an overlay outside of the sysroot can be written inline', async () => {
  const files = { '/root/base.conf': 'Max_Retries = 1\n', 'ovl.conf': 'Max_Retries = 2\n' }
  const options = { ...inline, sysroot: '/root', base: '/root/base.conf' }
  const { edits, refusals } = await apply(files, 'ovl.conf', options)
  assert.equal([refusals, edits[0]?.edits[0]?.text], [[], '2'])
})

/** Warnings about secrets, for these modes of the base and the overlay. */
async function warnings(base: number, overlay: number, text: string) {
  const files = { 'base.conf': 'Max_Retries = 1\n', 'ovl.conf': text }
  const modes = { '/c/base.conf': base, '/c/ovl.conf': overlay }
  const { diagnostics } = await apply(files, 'ovl.conf', { ...inline, modes })
  return diagnostics.filter(({ code }) => code === 'security/readable-secret')
}

test('a secret comes into a file that more people can read', async () => {
  const secret = 'Datasource "ecdb" { uri = ( "pgsql:host=db;password=Xq7" ) }\n'
  const [warning, ...others] = await warnings(0o640, 0o600, secret)
  assert.equal(others, [])
  assert.equal(
    [warning?.severity, warning?.summary, warning?.detail],
    [
      'warning',
      'base.conf gets a secret of ovl.conf, and more people can read it',
      'Its mode is 0640, and that of ovl.conf is 0600: chmod 600 base.conf shuts the others out.',
    ],
  )
  assert.is(
    (await warnings(0o644, 0o440, secret))[0]?.detail,
    'Its mode is 0644, and that of ovl.conf is 0440: chmod 640 base.conf shuts the others out.',
  )
  assert.equal(await warnings(0o600, 0o600, secret), [])
  assert.equal(await warnings(0o600, 0o644, secret), [])
  assert.equal(await warnings(0o644, 0o600, 'Max_Retries = 2\n'), [])
})

const LINE = 'readonly_include "/c/ovl.conf"\n'

test('the base takes it in by a line', async () => {
  const files = { 'base.conf': `Max_Retries = 1\n${LINE}`, 'ovl.conf': 'Max_Retries = 2\n' }
  assert.equal(await refusal(apply(files, 'ovl.conf', inline)), [
    'unsupported',
    'base.conf:2 takes ovl.conf in, so what it sets is in effect without being written into the file',
    'Take that line out with "ecconf overlay remove", and apply the overlay inline then.',
  ])
})

test('something that is read after all of the base sets it', async () => {
  const files = {
    'base.conf': 'Max_Retries = 1\nreadonly_include "/c/other.conf"\n',
    'other.conf': 'Max_Retries = 9\n',
    'ovl.conf': 'Max_Retries = 2\n',
  }
  assert.equal(await refusal(apply(files, 'ovl.conf', inline)), [
    'shadowed',
    'Max_Retries is last set in other.conf:1, which is read after all that stands in base.conf',
    'A value in base.conf would have no effect. Change other.conf, or lay an overlay over base.conf.',
  ])
})

test('a scope whose order counts would stand elsewhere', async () => {
  const files = {
    'base.conf': 'readonly_include "/c/other.conf"\n',
    'other.conf': 'Domain "/x/" { Max_Retries = 9 }\n',
    'ovl.conf': 'Domain "/y/" { Max_Retries = 2 }\n',
  }
  assert.equal(await refusal(apply(files, 'ovl.conf', inline)), [
    'unsupported',
    'Written into base.conf the overlay would not do the same: Domain "/y/" would stand before Domain "/x/"',
    'Apply it without --inline.',
  ])
})

test('a base that is broken, or cannot be written', async () => {
  const files: Files = { 'base.conf': '\nLogs {\n', 'ovl.conf': 'Max_Retries = 2\n' }
  assert.is(
    (await refusal(apply(files, 'ovl.conf', inline)))[1],
    'base.conf is not changed while it has syntax errors. Line 2: Stanza "Logs" is not closed',
  )
  const sound = { ...files, 'base.conf': 'Max_Retries = 1\n' }
  assert.equal(await refusal(apply(sound, 'ovl.conf', { ...inline, readOnly: ['/c/base.conf'] })), [
    'read-only',
    'base.conf would have to change, and cannot: no permission to write it',
    'Make the file writable, or name the main file that the product reads.',
  ])
})

test.run()

import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Change } from '../../src/config/index.js'
import { change } from '../../src/edit/index.js'
import { set, unset } from '../tools/changes.js'
import { loadFiles } from '../tools/load-files.js'

const test = suite('changes that are refused')

type Files = Parameters<typeof loadFiles>[0]

/** Makes one change that must be refused. @returns code, summary and detail */
async function refusalOf(
  files: Files,
  asked: Change,
  ...options: [Parameters<typeof loadFiles>[1]?, Parameters<typeof loadFiles>[2]?]
): Promise<[string, string, string]> {
  const configuration = await loadFiles(files, ...options)
  const changeSet = await change(configuration, [asked])
  assert.is(changeSet.refusals.length, 1)
  assert.equal(changeSet.edits, [], 'nothing to write')
  const { code, summary, detail, change: refused } = changeSet.refusals[0] ?? ({} as never)
  assert.is(refused, asked)
  return [code, summary, detail]
}

const DATASOURCE = 'Datasource "ecdb" {\n  uri = ( "x" )\n}\n'

test('the last definition is in a read-only include', async () => {
  const files = {
    '/c/eccluster.conf': `${DATASOURCE}readonly_include "ecdb.conf"\n`,
    '/c/ecdb.conf': DATASOURCE,
  }
  assert.equal(await refusalOf(files, set('Datasource=ecdb', 'URI', '( "y" )')), [
    'read-only',
    'Datasource "ecdb" uri is last set in ecdb.conf:2, which is read-only (readonly_include in eccluster.conf:4)',
    'A value in a file that is read earlier would have no effect. Change ecdb.conf where it is made, or set the option by hand in a file that is read after it.',
  ])
})

test('one of the definitions to unset is in a read-only include', async () => {
  const files = {
    '/c/eccluster.conf': 'readonly_include "x"\nMax_Retries = 5\n',
    '/c/x': '\nMax_Retries = 6\n',
  }
  assert.equal(await refusalOf(files, unset('Max_Retries')), [
    'read-only',
    'Max_Retries can not be unset: it is set in x:2, which is read-only (readonly_include in eccluster.conf:1)',
    'The language has no way to take a value back. Change x where it is made, or set the option to another value.',
  ])
})

test('the file is included twice', async () => {
  const files = {
    '/c/eccluster.conf': 'include "x"\n\ninclude "x"\n',
    '/c/x': 'Max_Retries = 6\n',
  }
  const [, summary] = await refusalOf(files, set('Max_Retries', '7'))
  assert.is(
    summary,
    'Max_Retries is last set in x:1, which is read-only (included more than once: eccluster.conf:1, eccluster.conf:3)',
  )
})

test('the file can not be written', async () => {
  const files = { '/c/eccluster.conf': 'Max_Retries = 6\n' }
  const environment = { readOnly: ['/c/eccluster.conf'] }
  const [, summary] = await refusalOf(files, set('Max_Retries', '7'), environment)
  assert.is(
    summary,
    'Max_Retries is last set in eccluster.conf:1, which is read-only (no permission to write it)',
  )
  assert.equal(await refusalOf(files, set('Blackhole', 'true'), environment), [
    'read-only',
    'A global option goes into the main file eccluster.conf, which is read-only (no permission to write it)',
    'Make that file writable, or set the option by hand in a file that it includes.',
  ])
})

test('the file lies outside of the sysroot, or is the copy of another place', async () => {
  const files = {
    '/c/eccluster.conf': 'include "/opt/x"\n',
    '/opt/x': 'Max_Retries = 6\n',
  }
  const [, outside] = await refusalOf(files, set('Max_Retries', '7'), {}, { sysroot: '/c' })
  assert.is(
    outside,
    'Max_Retries is last set in /opt/x:1, which is read-only (it lies outside of the sysroot)',
  )
  const [, uri] = await refusalOf(
    { ...files, '/c/eccluster.conf': 'include "persist:///opt/x"\n' },
    set('Max_Retries', '7'),
  )
  assert.is(
    uri,
    'Max_Retries is last set in /opt/x:1, which is read-only (it comes from a persist:// address)',
  )
})

test('the scope is not defined', async () => {
  const files = { '/c/eccluster.conf': '' }
  assert.equal(await refusalOf(files, set('Domain=z', 'Max_Retries', '7')), [
    'no-place',
    'Domain "z" is not defined in any file of this configuration',
    'Write an empty stanza into the file where it belongs, Domain "z" { }, then set the option.',
  ])
  const [, summary, detail] = await refusalOf(
    files,
    set('auth_ds', 'Scheme=a "b"', 'Authenticate', 'cache', '"d"'),
  )
  assert.is(
    summary,
    'auth_ds > Scheme "a \\"b\\"" > Authenticate is not defined in any file of this configuration',
  )
  assert.ok(detail.includes('auth_ds { Scheme "a \\"b\\"" { Authenticate { } } }'), detail)
})

test('the scope is defined in read-only files only', async () => {
  const files = {
    '/c/eccluster.conf': 'readonly_include "x"\nreadonly_include "y"\n',
    '/c/x': '\nDomain z { }\n',
    '/c/y': 'Domain z { }\n',
  }
  assert.equal(await refusalOf(files, set('Domain=z', 'Max_Retries', '7')), [
    'read-only',
    'Domain "z" is defined only in read-only files: x:2 (readonly_include in eccluster.conf:1), y:1 (readonly_include in eccluster.conf:2)',
    'Write an empty stanza into a writable file that is read after them, Domain "z" { }, then set the option.',
  ])
})

test('the file that would change has a syntax error', async () => {
  const files = { '/c/eccluster.conf': 'Max_Retries = 6\nLogs {\n  File_Mode = "0640\n}\n' }
  const refusal = [
    'syntax',
    'eccluster.conf is not changed while it has syntax errors. Line 3: String is not closed',
    'Mend it first; "ecconf lint" shows each of them.',
  ]
  assert.equal(await refusalOf(files, set('Max_Retries', '7')), refusal)
  assert.equal(await refusalOf(files, set('Blackhole', 'true')), refusal)
  assert.equal(await refusalOf(files, unset('Max_Retries')), refusal)
})

test('a syntax error in another file is no obstacle', async () => {
  const files = { '/c/eccluster.conf': 'Max_Retries = 6\ninclude "x"\n', '/c/x': 'X = \n' }
  const changeSet = await change(await loadFiles(files), [set('Max_Retries', '7')])
  assert.equal(changeSet.refusals, [])
  assert.equal(changeSet.diagnostics, [])
})

test('every change belongs in the local changes file', async () => {
  const files = {
    '/c/eccluster.conf': 'Local_Changes_File = "local"\nLocal_Changes_Only = on\nMax_Retries = 6\n',
    '/c/local': 'Blackhole = true\n',
  }
  assert.equal(await refusalOf(files, set('Max_Retries', '7')), [
    'unsupported',
    'Local_Changes_Only is on (eccluster.conf:2): every change belongs in the local changes file',
    'Write it by hand into that file, local.',
  ])
  const [code] = await refusalOf(files, unset('Max_Retries'))
  assert.is(code, 'unsupported')
  const changeSet = await change(await loadFiles(files), [set('Blackhole', 'false')])
  assert.equal(changeSet.edits[0]?.name, 'local', 'what stands there is replaced there')
})

test('a change that would have no effect', async () => {
  const files = {
    '/c/eccluster.conf': 'Blackhole = true\n',
    '/c/local': '\nLocal_Changes_File = "other"\n',
  }
  assert.equal(await refusalOf(files, set('Local_Changes_File', '"local"')), [
    'shadowed',
    'Local_Changes_File written to eccluster.conf would have no effect: local:2 is read later and wins',
    'Change it there.',
  ])
})

test('a value that is kept in memory only', async () => {
  const configuration = (await loadFiles({ '/c/eccluster.conf': '' })).apply([
    set('Max_Retries', '6'),
  ])
  const changeSet = await change(configuration, [set('Max_Retries', '7')])
  assert.equal(changeSet.refusals[0]?.summary, 'Max_Retries is set in memory only; no file has it')
})

test('a value of the wrong type, unless it is forced', async () => {
  const files = { '/c/eccluster.conf': 'Logs {\n  File_Mode = 0640\n}\n' }
  const asked = set('Logs', 'File_Mode', 'rw')
  const [code, summary] = await refusalOf(files, asked)
  assert.is(code, 'invalid')
  const configuration = await loadFiles(files)
  const { diagnostics } = await change(configuration, [asked])
  assert.equal(
    diagnostics.map(({ code, severity, summary, file, start }) => [
      code,
      severity,
      summary,
      file,
      start,
    ]),
    [['schema/wrong-type', 'error', summary, 'eccluster.conf', 21]],
  )
  const forced = await change(configuration, [asked], { force: true })
  assert.equal(forced.refusals, [])
  assert.equal(forced.diagnostics, diagnostics)
  assert.equal(forced.edits[0]?.edits, [{ start: 21, end: 25, text: 'rw' }])
})

test('an option that nobody knows, unless it is forced', async () => {
  const files = { '/c/eccluster.conf': 'Logs {\n  File_Mode = 0640\n}\n' }
  const asked = set('Logs', 'File_Mod', '0600')
  const [code, summary, detail] = await refusalOf(files, asked)
  assert.is(code, 'invalid')
  assert.is(summary, 'Unknown option "File_Mod" in scope Logs')
  assert.is(detail, 'Did you mean "File_Mode"?')
  const forced = await change(await loadFiles(files), [asked], { force: true })
  assert.equal(forced.refusals, [])
})

test('errors that were there before are nobody’s business', async () => {
  const files = {
    '/c/eccluster.conf':
      'Nonsense = 1\nLogs {\n  File_Mode = rw\n  dir_mode = 0755\n  Nonsense = 1\n}\n',
  }
  const changes = [set('Logs', 'dir_mode', '0700'), set('Control_Client_Timeout', '30')]
  const changeSet = await change(await loadFiles(files), changes)
  assert.equal(changeSet.refusals, [])
  assert.equal(changeSet.diagnostics, [])
})

test('an option that is not set', async () => {
  assert.equal(await refusalOf({ '/c/eccluster.conf': 'Logs { }\n' }, unset('Logs', 'file_mode')), [
    'not-set',
    'Logs File_Mode is not set in any file',
    'There is nothing to unset. "ecconf why" shows where its value comes from.',
  ])
})

test('whole scopes, elements and keys', async () => {
  const files = { '/c/eccluster.conf': 'Logs { }\n' }
  const path = [{ name: 'Logs' }]
  const target = { path, words: [] }
  const element = { ...target, option: 'X', value: 'v' }
  assert.equal(await refusalOf(files, { kind: 'unset', ...target }), [
    'unsupported',
    'A whole scope can not be unset: Logs',
    'Unset its options one by one, or delete the stanza by hand.',
  ])
  assert.equal((await refusalOf(files, { kind: 'add-element', ...element })).slice(1), [
    'An element can not be added by itself: Logs X',
    'Set the whole array.',
  ])
  assert.equal((await refusalOf(files, { kind: 'remove-element', ...element })).slice(1), [
    'An element can not be removed by itself: Logs X',
    'Set the whole array.',
  ])
  assert.equal((await refusalOf(files, { kind: 'set-key', key: 'k', ...element })).slice(1), [
    'A key can not be set by itself: Logs X',
    'Set the whole dictionary.',
  ])
})

test('one refusal is enough: nothing of the set is done', async () => {
  const configuration = await loadFiles({ '/c/eccluster.conf': 'Max_Retries = 6\n' })
  const changes = [set('Max_Retries', '7'), unset('Blackhole'), set('Domain=z', 'Max_Retries', '1')]
  const changeSet = await change(configuration, changes)
  assert.equal(changeSet.edits, [])
  assert.equal(
    changeSet.refusals.map(({ code, change: refused }) => [code, refused]),
    [
      ['not-set', changes[1]],
      ['no-place', changes[2]],
    ],
  )
  assert.is(changeSet.placements.length, 1, 'what could be done is still known')
})

test.run()

import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Change } from '../../../src/config/index.js'
import { change } from '../../../src/edit/index.js'
import { set, unset } from '../../tools/changes.js'
import { loadFiles } from '../../tools/load-files.js'

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
    'A value in a file that is read earlier would have no effect. Change ecdb.conf where it is made, put the value into an overlay that is read after it, or name a Local_Changes_File, which is read last.',
  ])
})

test('one of the definitions to unset is in a read-only include', async () => {
  const files = {
    '/c/eccluster.conf': 'readonly_include "x"\nMax_Retries = 5\n',
    '/c/x': '\nMax_Retries = 6\n',
  }
  assert.equal(await refusalOf(files, unset('Max_Retries')), [
    'read-only',
    'Max_Retries cannot be unset: it is set in x:2, which is read-only (readonly_include in eccluster.conf:1)',
    'The language has no way to take a value back. Change x where it is made, or set the option to another value.',
  ])
})

test('the file is included twice', async () => {
  const files = {
    '/c/eccluster.conf': 'include "x"\n\ninclude "x"\n',
    '/c/x': 'Max_Retries = 6\n',
  }
  const environment = { readOnly: ['/c/eccluster.conf'] }
  const [, summary] = await refusalOf(files, set('Max_Retries', '7'), environment)
  assert.is(
    summary,
    'Max_Retries is last set in x:1, which is read-only (included more than once: eccluster.conf:1, eccluster.conf:3)',
  )
})

test('the file cannot be written', async () => {
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
    'Make that file writable, or name a Local_Changes_File.',
  ])
})

test('the file lies outside of the sysroot, or is the copy of another place', async () => {
  const files = {
    '/c/eccluster.conf': 'include "/opt/x"\n',
    '/opt/x': 'Max_Retries = 6\n',
  }
  const readOnly = { readOnly: ['/c/eccluster.conf'] }
  const [, outside] = await refusalOf(files, set('Max_Retries', '7'), readOnly, { sysroot: '/c' })
  assert.is(
    outside,
    'Max_Retries is last set in /opt/x:1, which is read-only (it lies outside of the sysroot)',
  )
  const [, uri] = await refusalOf(
    { ...files, '/c/eccluster.conf': 'include "persist:///opt/x"\n' },
    set('Max_Retries', '7'),
    readOnly,
  )
  assert.is(
    uri,
    'Max_Retries is last set in /opt/x:1, which is read-only (it comes from a persist:// address)',
  )
})

test('the scope is not defined, and the main file cannot be written', async () => {
  const files = { '/c/eccluster.conf': '' }
  const environment = { readOnly: ['/c/eccluster.conf'] }
  assert.equal(await refusalOf(files, set('Domain=z', 'Max_Retries', '7'), environment), [
    'read-only',
    'Domain "z" is not defined in any file; the main file eccluster.conf is read-only too (no permission to write it)',
    'Make the main file writable, or name a Local_Changes_File.',
  ])
})

test('the scope is defined in read-only files only, and the main file cannot be written', async () => {
  const files = {
    '/c/eccluster.conf': 'readonly_include "x"\nreadonly_include "y"\n',
    '/c/x': '\nDomain z { }\n',
    '/c/y': 'Domain z { }\n',
  }
  const environment = { readOnly: ['/c/eccluster.conf'] }
  assert.equal(await refusalOf(files, set('Domain=z', 'Max_Retries', '7'), environment), [
    'read-only',
    'Domain "z" is defined only in read-only files: x:2 (readonly_include in eccluster.conf:1), y:1 (readonly_include in eccluster.conf:2); the main file eccluster.conf is read-only too (no permission to write it)',
    'Make the main file writable, or name a Local_Changes_File.',
  ])
})

test('the file that would change has a syntax error', async () => {
  const files = { '/c/eccluster.conf': 'Max_Retries = 6\nLogs {\n  file_mode = "0640\n}\n' }
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

const ONLY_LOCAL = 'Local_Changes_File = "local"\nLocal_Changes_Only = on\nMax_Retries = 6\n'

test('nothing can be taken back from the local changes file', async () => {
  const files = { '/c/eccluster.conf': ONLY_LOCAL, '/c/local': 'Blackhole = true\n' }
  assert.equal(await refusalOf(files, unset('Max_Retries')), [
    'read-only',
    'Max_Retries cannot be unset: eccluster.conf:3 has it, and Local_Changes_Only is on (eccluster.conf:2)',
    'The local changes file cannot take anything back. Switch Local_Changes_Only off, or take it out by hand.',
  ])
})

test('every change belongs in a local changes file that cannot be used', async () => {
  const asked = set('Max_Retries', '7')
  const none = { '/c/eccluster.conf': 'Local_Changes_Only = on\n' }
  assert.equal(await refusalOf(none, asked), [
    'no-place',
    'Local_Changes_Only is on (eccluster.conf:1), but no Local_Changes_File is named',
    'Name one with Local_Changes_File.',
  ])
  const files = { '/c/eccluster.conf': ONLY_LOCAL, '/c/local': '' }
  assert.equal(await refusalOf(files, asked, { readOnly: ['/c/local'] }), [
    'no-place',
    'Local_Changes_Only is on (eccluster.conf:2), but local cannot take it: it is read-only',
    'Mend that, or switch Local_Changes_Only off.',
  ])
  const elsewhere = { '/c/eccluster.conf': ONLY_LOCAL.replace('local', 'd/local') }
  const [, summary] = await refusalOf(elsewhere, asked)
  assert.is(
    summary,
    'Local_Changes_Only is on (eccluster.conf:2), but d/local cannot take it: its folder does not exist',
  )
  const unreadable = { devices: ['/c/local'] }
  const [, other] = await refusalOf({ '/c/eccluster.conf': ONLY_LOCAL }, asked, unreadable)
  assert.match(other, 'but local cannot take it: it cannot be read')
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
  const files = { '/c/eccluster.conf': 'Logs {\n  file_mode = 0640\n}\n' }
  const asked = set('Logs', 'file_mode', 'rw')
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
  const files = { '/c/eccluster.conf': 'Logs {\n  file_mode = 0640\n}\n' }
  const asked = set('Logs', 'File_Mod', '0600')
  const [code, summary, detail] = await refusalOf(files, asked)
  assert.is(code, 'invalid')
  assert.is(summary, 'Unknown option "File_Mod" in scope Logs')
  assert.is(detail, 'Did you mean "file_mode"? --force goes on all the same.')
  const forced = await change(await loadFiles(files), [asked], { force: true })
  assert.equal(forced.refusals, [])
})

test('errors that were there before are nobody’s business', async () => {
  const files = {
    '/c/eccluster.conf':
      'Nonsense = 1\nLogs {\n  file_mode = rw\n  dir_mode = 0755\n  Nonsense = 1\n}\n',
  }
  const changes = [set('Logs', 'dir_mode', '0700'), set('Control_Client_Timeout', '30')]
  const changeSet = await change(await loadFiles(files), changes)
  assert.equal(changeSet.refusals, [])
  assert.equal(changeSet.diagnostics, [])
})

test('an option that is not set', async () => {
  assert.equal(await refusalOf({ '/c/eccluster.conf': 'Logs { }\n' }, unset('Logs', 'file_mode')), [
    'not-set',
    'Logs file_mode is not set in any file',
    'There is nothing to unset. "ecconf why" shows where its value comes from.',
  ])
})

test('a scope that is not there, or read-only, or all of it', async () => {
  const files = {
    '/c/eccluster.conf': 'Logs { }\nreadonly_include "x"\n',
    '/c/x': '\nLogs { }\n',
  }
  const scope = (...path: { name: string }[]): Change => ({ kind: 'unset', path, words: [] })
  assert.equal(await refusalOf(files, scope({ name: 'Logs' })), [
    'read-only',
    'Logs cannot be unset: it is defined in x:2, which is read-only (readonly_include in eccluster.conf:2)',
    'The language has no way to take a scope back. Change x where it is made.',
  ])
  assert.equal(await refusalOf(files, scope({ name: 'Security' })), [
    'not-set',
    'Security is not defined in any file',
    'There is nothing to unset.',
  ])
  assert.equal(await refusalOf(files, scope()), [
    'unsupported',
    'The global scope cannot be unset',
    'Name the option or the scope to take out.',
  ])
})

test('elements and keys that are not there', async () => {
  const files = { '/c/eccluster.conf': 'X = ( a )\nY = [ k = v ]\n' }
  const target = { path: [], words: [] }
  const cases: readonly (readonly [Change, ...string[]])[] = [
    [
      { ...target, kind: 'remove-element', option: 'X', value: 'b' },
      'not-set',
      'X has no such element (eccluster.conf:1)',
      '"ecconf get" shows what it has.',
    ],
    [
      { ...target, kind: 'unset-key', option: 'Y', key: 'l' },
      'not-set',
      'Y has no key "l" (eccluster.conf:2)',
      '"ecconf get" shows what it has.',
    ],
    [
      { ...target, kind: 'add-element', option: 'Y', value: 'b' },
      'invalid',
      'Y is a dictionary, so it has no elements (eccluster.conf:2)',
      'Set the whole value.',
    ],
    [
      { ...target, kind: 'set-key', option: 'X', key: 'k', value: 'b' },
      'invalid',
      'X is no dictionary, so it has no keys (eccluster.conf:1)',
      'Set the whole value.',
    ],
    [
      { ...target, kind: 'remove-element', option: 'Z', value: 'b' },
      'not-set',
      'Z is not set in any file',
      'There is nothing to unset. "ecconf why" shows where its value comes from.',
    ],
  ]
  for (const [asked, ...expected] of cases) {
    assert.equal(await refusalOf(files, asked), expected)
  }
})

test('a file that cannot be read may set the option, so only --force goes elsewhere', async () => {
  const files = { '/c/eccluster.conf': 'include "x"\n', '/c/x': 'Max_Retries = 6\n' }
  const configuration = await loadFiles(files, { unreadable: ['/c/x'] })
  const changes = [set('Max_Retries', '7')]
  for (const options of [{}, { partial: true }]) {
    const { refusals, edits } = await change(configuration, changes, options)
    assert.equal(refusals, [
      {
        code: 'unreadable',
        summary: 'Included file "x" cannot be read: permission denied; what it sets is not known',
        detail: 'Run as somebody who can read it, or use --force.',
      },
    ])
    assert.equal(edits, [])
  }
  const { edits } = await change(configuration, changes, { force: true })
  assert.equal(
    edits.map(({ name }) => name),
    ['eccluster.conf'],
  )
})

test('one refusal is enough: nothing of the set is done', async () => {
  const configuration = await loadFiles({ '/c/eccluster.conf': 'Max_Retries = 6\n' })
  const changes = [set('Max_Retries', '7'), unset('Blackhole'), unset('Domain=z', 'Max_Retries')]
  const changeSet = await change(configuration, changes)
  assert.equal(changeSet.edits, [])
  assert.equal(
    changeSet.refusals.map(({ code, change: refused }) => [code, refused]),
    [
      ['not-set', changes[1]],
      ['not-set', changes[2]],
    ],
  )
  assert.is(changeSet.placements.length, 1, 'what could be done is still known')
})

test.run()

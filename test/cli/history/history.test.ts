import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf } from '../../tools/program.js'
import { read, run, type Site, site, steady, USER } from './site.js'

const test = suite('ecconf history')

/** Three changes of a configuration. */
function changed(): Site {
  const files = site()
  run(files, 'set', 'message_expiration', '43200', '--write', '-m', 'Kunden warten\nnicht')
  run(files, 'set', 'datasource', 'd', 'uri', '( "pgsql:host=db;password=secret2" )', '--write')
  run(files, 'rollback', '1', '--write')
  return files
}

test('nothing is recorded', () => {
  const { status, stdout, stderr } = run(site(), 'history')
  assert.equal([status, stdout, stderr], [0, 'No changes of ecelerity.conf are recorded.\n', ''])
})

test('a line each, the newest first', () => {
  const { status, stdout } = run(changed(), 'history')
  assert.is(status, 0)
  assert.is(
    steady(stdout),
    `3  T  ${USER}  rollback  ecelerity.conf  takes back 1
2  T  ${USER}  set       ecelerity.conf
1  T  ${USER}  set       ecelerity.conf  taken back by 3  Kunden warten\\nnicht
`,
  )
})

test('one change with its diff, and its secrets masked', () => {
  const { status, stdout } = run(changed(), 'history', '2')
  assert.is(status, 0)
  assert.is(
    steady(stdout),
    `Change 2   set

  when    T
  who     ${USER} on ${hostname()}, process P
  files   ecelerity.conf

--- ecelerity.conf
+++ ecelerity.conf
@@ -1,6 +1,6 @@
 Message_Expiration = 43200
 Datasource "d" {
-  uri = ( "pgsql:host=db;password=****" )
+  uri = ( "pgsql:host=db;password=**** (changed)" )
 }
 Domain "yahoo.com" {
   Gateway = "relay1"
`,
  )
})

test('--show-secrets shows them', () => {
  const { stdout } = run(changed(), 'history', '2', '--show-secrets')
  assert.equal(stdout.match(/^[-+] .*/gm), [
    '-  uri = ( "pgsql:host=db;password=secret1" )',
    '+  uri = ( "pgsql:host=db;password=secret2" )',
  ])
})

test('a message, and what became of a change', () => {
  const { stdout } = run(changed(), 'history', '1')
  assert.match(stdout, '  why     Kunden warten\\nnicht\n  state   taken back by 3\n')
})

test('as data, with no byte of the files', () => {
  const files = changed()
  const { status, stdout } = run(files, 'history', '--format', 'json')
  assert.is(status, 0)
  assert.not.match(stdout, 'secret')
  const { version, main, entries, damaged } = JSON.parse(stdout)
  assert.equal([version, main, damaged], [1, 'ecelerity.conf', []])
  const shapes = entries.map(({ when, host, pid, files, ...entry }: Record<string, unknown>) => {
    assert.equal([typeof when, host, typeof pid], ['string', hostname(), 'number'])
    assert.equal(Object.keys((files as object[])[0] ?? {}), [
      'file',
      'created',
      'removed',
      'beforeHash',
      'afterHash',
    ])
    return entry
  })
  assert.equal(shapes, [
    { number: 3, user: USER, command: 'rollback', rollsBack: 1, state: 'done' },
    { number: 2, user: USER, command: 'set', state: 'done' },
    {
      number: 1,
      user: USER,
      command: 'set',
      message: 'Kunden warten\nnicht',
      takenBackBy: 3,
      state: 'taken-back',
    },
  ])

  const one = JSON.parse(run(files, 'history', '2', '--format', 'json').stdout)
  assert.is(one.number, 2)
  assert.match(one.files[0].diff, '+  uri = ( "pgsql:host=db;password=**** (changed)" )')
})

test('a number that there is not, and a word that is none', () => {
  const files = changed()
  const unknown = run(files, 'history', '4')
  assert.equal(
    [unknown.status, unknown.stdout, unknown.stderr],
    [1, '', 'There is no change 4 of ecelerity.conf: the history holds changes 1 to 3\n'],
  )
  const first = run(site(), 'history', '1')
  assert.equal(
    [first.status, first.stderr],
    [1, 'There is no change 1 of ecelerity.conf: no changes are recorded\n'],
  )
  for (const word of ['x', '0', '1.5', '01']) {
    const { status, stderr } = run(files, 'history', word)
    const message = `"${word}" is no number of a change: ecconf history lists them`
    assert.equal([status, stderr], [2, `ecconf: ${message}\n`])
  }
  const two = run(files, 'history', '1', '2')
  assert.equal([two.status, two.stderr], [2, 'ecconf: One change at a time: ecconf history N\n'])
})

test('a damaged entry is passed over, and named', () => {
  const files = changed()
  writeFileSync(join(files.root, '.ecconf/history/000002.json'), '{"version":1,')
  const { status, stdout, stderr } = run(files, 'history')
  assert.is(status, 0)
  assert.equal(stdout.match(/^\d+/gm), ['3', '1'])
  assert.is(stderr, 'ecconf: .ecconf/history/000002.json: is damaged, and passed over\n')
})

test('an entry whose bytes are damaged shows nothing, and is not taken back', () => {
  const files = changed()
  const path = join(files.root, '.ecconf/history/000002.json')
  const entry = JSON.parse(read(files, '.ecconf/history/000002.json'))
  entry.files[0].before = entry.files[0].before.slice(8)
  writeFileSync(path, JSON.stringify(entry))
  const message = 'Change 2 of ecelerity.conf is damaged: what its files held is lost\n'
  for (const words of [
    ['history', '2'],
    ['rollback', '2', '--write'],
  ]) {
    const { status, stdout, stderr } = run(files, ...words)
    assert.equal([status, stdout, stderr], [1, '', message])
  }
})

test('only the owner can read what is kept', () => {
  const files = changed()
  const folder = join(files.root, '.ecconf/history')
  assert.is(statSync(join(files.root, '.ecconf')).mode & 0o777, 0o700)
  assert.is(statSync(folder).mode & 0o777, 0o700)
  for (const name of readdirSync(folder)) {
    assert.is(statSync(join(folder, name)).mode & 0o777, 0o600)
  }
})

test('names are those of here and now', () => {
  const files = changed()
  const { stdout } = ecconf(['history', '1', '-c', files.main], { cwd: '/' })
  const name = files.main.slice(1)
  assert.match(stdout, `--- ${name}\n+++ ${name}\n`)
})

test.run()

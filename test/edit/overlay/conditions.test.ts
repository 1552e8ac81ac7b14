import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { after, apply, notes, refusal } from './change-sets.js'

const test = suite('where an overlay may be applied')

const STUB = 'Datasource "ecdb" {\n  uri = ( "pgsql:dbname=x" )\n}\n'
const LINE = 'readonly_include "/c/ovl.conf"\n'
const FILES = {
  'base.conf': STUB,
  'ovl.conf':
    'Datasource "ecdb" {\n  uri = ( "pgsql:host=db1" )\n}\nDatasource "new" {\n  uri = ( "pgsql:host=db2" )\n}\n',
}

test('required scopes, as on the console', async () => {
  const required = (...require: string[]) => apply(FILES, 'ovl.conf', { require })
  for (const words of ['datasource ecdb', 'DATASOURCE "ecdb"', 'datasource ECDB', '']) {
    assert.equal((await required(words)).refusals, [], words)
  }
  assert.equal(await refusal(required('datasource ecdb', 'datasource new')), [
    'not-set',
    'base.conf has no Datasource "new" without the overlay, and that is required',
    'Is it the right main file, of the right version? "ecconf locate datasource -c base.conf" shows what it has.',
  ])
  assert.is(
    (await refusal(required('binding b1 domain "a b"')))[1],
    'base.conf has no Binding "b1" > Domain "a b" without the overlay, and that is required',
  )
  const understood = 'Name it as on the console, in one argument: "datasource ecdb".'
  assert.equal(await refusal(required('datasorce ecdb')), [
    'invalid',
    `The required scope "datasorce ecdb" cannot be understood: 'datasorce' is not a valid scope name in scope 'Global'`,
    understood,
  ])
  assert.equal(await refusal(required('datasource "ecdb')), [
    'invalid',
    'The required scope "datasource "ecdb" cannot be understood: A quote is not closed: "ecdb',
    understood,
  ])
})

test('what is required has to be there without the overlay, also when it is taken in', async () => {
  const files = { ...FILES, 'base.conf': STUB + LINE }
  assert.is((await apply(files, 'ovl.conf', { require: ['datasource ecdb'] })).refusals.length, 0)
  const [, summary] = await refusal(apply(files, 'ovl.conf', { require: ['datasource new'] }))
  assert.is(summary, 'base.conf has no Datasource "new" without the overlay, and that is required')
})

test('a read-only base: the first file that could take the line', async () => {
  const files = {
    ...FILES,
    'base.conf':
      'include "early.conf"\nreadonly_include "fixed.conf"\ninclude "a.conf"\ninclude "b.conf"\n',
    'early.conf': '',
    'fixed.conf': STUB,
    'a.conf': '# site\n',
    'b.conf': '',
  }
  const readOnly = ['/c/base.conf']
  assert.equal(await refusal(apply(files, 'ovl.conf', { readOnly })), [
    'read-only',
    'base.conf would have to change, and cannot: no permission to write it',
    'a.conf, which base.conf reads, could take the overlay so that it wins: "ecconf overlay apply a.conf ovl.conf". Or make base.conf writable.',
  ])
  const less = { ...files, 'base.conf': 'include "early.conf"\nreadonly_include "fixed.conf"\n' }
  assert.equal(await refusal(apply(less, 'ovl.conf', { readOnly })), [
    'read-only',
    'base.conf would have to change, and cannot: no permission to write it',
    'No file that it reads could take the overlay so that it wins. Make base.conf writable, or name the main file that the product reads.',
  ])
})

test('a read-only base that takes the overlay in already needs no change', async () => {
  const files = { ...FILES, 'base.conf': STUB + LINE }
  assert.equal(await notes(apply(files, 'ovl.conf', { readOnly: ['/c/base.conf'] })), [
    'base.conf:4 takes ovl.conf in already, as the last line',
  ])
})

test('a base that a main file includes: it is looked at there too', async () => {
  const mains = ['main.conf']
  const writable = { ...FILES, 'main.conf': 'include "base.conf"\nMax_Retries = 5\n' }
  const changeSet = await apply(writable, 'ovl.conf', { mains })
  assert.equal(changeSet.refusals, [])
  assert.equal(changeSet.notes, ['main.conf reads base.conf too, so this changes it as well'])
  assert.is(await after(writable, apply(writable, 'ovl.conf', { mains })), STUB + LINE)

  const shadowed = { ...FILES, 'main.conf': `include "base.conf"\n${STUB}` }
  const instead = 'Lay the overlay over main.conf instead.'
  assert.equal(await refusal(apply(shadowed, 'ovl.conf', { mains })), [
    'shadowed',
    'main.conf reads base.conf, and there main.conf:3 is read later and sets Datasource "ecdb" uri again',
    instead,
  ])
  for (const [main, why] of [
    ['\nreadonly_include "base.conf"\n', 'readonly_include in main.conf:2'],
    ['include "base.conf" include "base.conf"\n', 'included more than once: main.conf:1'],
  ]) {
    for (const inline of [false, true]) {
      const files = { ...FILES, 'main.conf': main as string }
      assert.equal(await refusal(apply(files, 'ovl.conf', { mains, inline })), [
        'read-only',
        `base.conf would have to change, and is read-only in main.conf: ${why}`,
        instead,
      ])
    }
  }
})

test('main files that do not include the base, or are not there', async () => {
  const files = { ...FILES, 'main.conf': 'Max_Retries = 5\n' }
  const { refusals, notes } = await apply(files, 'ovl.conf', {
    mains: ['main.conf', 'none.conf', 'base.conf'],
  })
  assert.equal([refusals, notes], [[], []])
})

test('an operator has edited the base: comments, blanks, statements on the line of the overlay', async () => {
  const line = LINE.trimEnd()
  for (const base of [
    `${STUB}\n  ${line}   # do not touch\n\n# the end\n`,
    `${STUB}/* the real one */ ${line}\n`,
    `${STUB}Max_Retries = 5 ${line}`,
    `${STUB}READONLY_INCLUDE\n  "/c/ovl.conf"\n`,
  ]) {
    assert.equal(
      await notes(apply({ ...FILES, 'base.conf': base }, 'ovl.conf')),
      [
        `base.conf:${base.slice(0, base.search(/readonly_include/i)).split('\n').length} takes ovl.conf in already, as the last line`,
      ],
      base,
    )
  }
})

test('the line is commented out: it is added', async () => {
  const files = { ...FILES, 'base.conf': `${STUB}# ${LINE}` }
  assert.is(await after(files, apply(files, 'ovl.conf')), `${STUB}# ${LINE}${LINE}`)
})

test('the overlay is the local changes file', async () => {
  const files = { ...FILES, 'base.conf': 'Local_Changes_File = "ovl.conf"\n' }
  assert.equal(await refusal(apply(files, 'ovl.conf')), [
    'unsupported',
    'ovl.conf is taken in already by base.conf:1 as the local changes file',
    'Take it out there and apply the overlay again.',
  ])
})

test.run()

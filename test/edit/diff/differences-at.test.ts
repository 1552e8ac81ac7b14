import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Change } from '../../../src/config/index.js'
import { type Difference, differences, differencesAt } from '../../../src/edit/index.js'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('differences at some places')

const LOGS = [{ name: 'Logs' }]
const DOMAIN = [{ name: 'Domain', instance: 'a.example' }]

const before = await loadFiles({
  '/c/eccluster.conf':
    'Idle_Time = 1\nLogs { file_mode = 0640 dir_mode = "0755" }\nDomain "a.example" { Gateway = "g" }\n',
})

function said({ kind, change, path, ...more }: Difference): string {
  const option = 'option' in more ? ` ${more.option}` : ''
  return `${kind} ${change} ${path.map(({ name }) => name).join('/')}${option}`
}

const CHANGES: readonly Change[] = [
  { kind: 'set', path: LOGS, option: 'File_Mode', value: '0600', words: [] },
  { kind: 'unset', path: LOGS, option: 'dir_mode', words: [] },
  { kind: 'unset', path: DOMAIN, words: [] },
  {
    kind: 'set',
    path: [{ name: 'Domain', instance: 'b' }],
    option: 'Gateway',
    value: 'h',
    words: [],
  },
]

test('at the places of all changes they are those of the whole', () => {
  const after = before.apply(CHANGES)
  const found = differencesAt(before, after, CHANGES)
  assert.equal(found.map(said).sort(), differences(before, after).map(said).sort())
  assert.is(found.length, 4)
})

test('what differs elsewhere is not said, and what is the same neither', () => {
  const after = before.apply(CHANGES)
  assert.equal(differencesAt(before, after, [{ path: LOGS, option: 'file_mode' }]).map(said), [
    'option changed Logs file_mode',
  ])
  assert.equal(
    differencesAt(before, after, [
      { path: [], option: 'Idle_Time' },
      { path: [], option: 'never_set' },
      { path: [{ name: 'Nowhere' }] },
      { path: [{ name: 'Nowhere' }], option: 'x' },
    ]),
    [],
  )
})

test('a scope is said with all that is in it', () => {
  const after = before.apply(CHANGES)
  assert.equal(differencesAt(before, after, [{ path: LOGS }]).map(said), [
    'option removed Logs dir_mode',
    'option changed Logs file_mode',
  ])
})

test.run()

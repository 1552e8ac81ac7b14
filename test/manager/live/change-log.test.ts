import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { ScopePath } from '../../../src/config/index.js'
import { differences } from '../../../src/edit/index.js'
import { ChangeLog, type LineChange, withChanges } from '../../../src/manager/live/change-log.js'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('changes in memory, kept compact')

const files = await loadFiles({
  '/c/eccluster.conf': `Idle_Time = 1
Logs { file_mode = 0640 dir_mode = "0755" }
Control_Listener { Listen ":2025" { Enable = true } }
`,
})

const PATHS: readonly ScopePath[] = [
  [],
  [{ name: 'Logs' }],
  [{ name: 'Domain', instance: '/a/' }],
  [{ name: 'Domain', instance: '/b/' }],
  [{ name: 'Control_Listener' }],
  [{ name: 'Control_Listener' }, { name: 'Listen', instance: ':2025' }],
  [{ name: 'Control_Listener' }, { name: 'Listen', instance: ':2026' }],
]

const OPTIONS = ['Idle_Time', 'enable', 'file_mode']

const change: fc.Arbitrary<LineChange> = fc
  .record({
    path: fc.constantFrom(...PATHS),
    option: fc.constantFrom(...OPTIONS),
    value: fc.constantFrom('1', '2'),
    kind: fc.constantFrom('set', 'set', 'unset', 'unset scope'),
  })
  .map(({ path, option, value, kind }): LineChange => {
    if (kind === 'set') return { kind, path, option, value, words: [] }
    if (kind === 'unset' || path.length === 0) return { kind: 'unset', path, option, words: [] }
    return { kind: 'unset', path, words: [] }
  })

function logOf(changes: readonly LineChange[]): ChangeLog {
  const log = new ChangeLog()
  for (const [index, each] of changes.entries())
    log.add({ change: each, place: `line ${index}` }, files)
  return log
}

test('the compact changes come to what all of them come to', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      const log = logOf(changes)
      const differing = differences(files.apply(changes), withChanges(files, log.list()))
      // A scope that only changes have made may go when it is empty.
      assert.equal(
        differing.filter(({ kind }) => kind !== 'scope'),
        [],
      )
    }),
    { numRuns: 500 },
  )
})

test('thousands of changes of one option are one', () => {
  const changes = Array.from({ length: 3000 }, (_, index): LineChange => {
    const path = [{ name: 'Logs' }]
    return { kind: 'set', path, option: 'file_mode', value: index % 2 ? '0600' : '0640', words: [] }
  })
  const log = logOf(changes)
  assert.equal(
    log.list().map(({ place }) => place),
    ['line 2999'],
  )
})

test('setting and unsetting in turn stays as small', () => {
  for (const path of PATHS) {
    const changes = Array.from({ length: 100 }, (_, index): LineChange => {
      return index % 2 === 0
        ? { kind: 'set', path, option: 'enable', value: 'true', words: [] }
        : { kind: 'unset', path, option: 'enable', words: [] }
    })
    assert.ok(logOf(changes).size <= 2)
  }
})

test('what is written leaves, what was changed since stays', () => {
  const log = logOf([
    { kind: 'set', path: [], option: 'Idle_Time', value: '1', words: [] },
    { kind: 'set', path: [], option: 'enable', value: '1', words: [] },
  ])
  const written = log.list()
  const later = { kind: 'set', path: [], option: 'idle_time', value: '2', words: [] } as const
  log.add({ change: later, place: 'later' }, files)
  log.remove(written)
  assert.equal(
    log.list().map(({ place }) => place),
    ['later'],
  )
})

test.run()

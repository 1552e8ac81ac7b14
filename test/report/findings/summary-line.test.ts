import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Diagnostic, diagnostic } from '../../../src/diagnostics/index.js'
import { summaryLine } from '../../../src/report/index.js'
import { typo } from './texts.js'

const test = suite('summaryLine')

const PLACE = { file: 'a', start: 0, end: 1 }
const error: Diagnostic = diagnostic('schema/wrong-scope', PLACE, 'x')
const warning: Diagnostic = diagnostic('schema/duplicate-option', PLACE, 'x')
const info: Diagnostic = diagnostic('style/array-comma', PLACE, 'x')

const manager = { files: ['a', 'b', 'c'], configurations: [{ role: 'manager' as const }] }

test('what was looked at, what was found, what can be done', () => {
  assert.is(
    summaryLine(manager, [typo('a', 'Idle_Tiem'), error, warning], '--fix'),
    '3 files, 1 configuration (manager): 2 errors, 1 warning.  1 can be fixed with --fix.',
  )
  assert.is(summaryLine(manager, []), '3 files, 1 configuration (manager): no findings.')
})

test('one of each; no hint without a flag or a fix', () => {
  assert.is(
    summaryLine(manager, [typo('a', 'Idle_Tiem'), warning, info]),
    '3 files, 1 configuration (manager): 1 error, 1 warning, 1 info.',
  )
  assert.is(
    summaryLine(manager, [info, info], '--fix'),
    '3 files, 1 configuration (manager): 2 infos.',
  )
})

test('several configurations, roles that nobody knows, fragments', () => {
  const roles = [
    { role: 'manager' },
    { role: 'node' },
    { role: 'node' },
    { role: 'unknown' },
  ] as const
  assert.is(
    summaryLine({ files: ['a'], configurations: roles }, []),
    '1 file, 4 configurations (manager, node): no findings.',
  )
  assert.is(
    summaryLine({ files: ['a'], configurations: [{ role: 'unknown' }] }, []),
    '1 file, 1 configuration: no findings.',
  )
  assert.is(summaryLine({ files: ['a', 'b'], configurations: [] }, []), '2 files: no findings.')
})

test.run()

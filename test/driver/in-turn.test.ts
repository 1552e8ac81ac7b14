import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconfInTurn } from '../tools/in-turn.js'
import { ecconf } from '../tools/program.js'
import { scratch } from '../tools/scratch.js'

const test = suite('command lines in turn in one process')

test('each ends and prints as in a process of its own', () => {
  const cwd = scratch()
  writeFileSync(join(cwd, 'ecelerity.conf'), 'Max_Retris = 3 # é\n')
  const main = ['-c', 'ecelerity.conf']
  const lines = [
    ['lint', 'ecelerity.conf'],
    ['show', ...main],
    ['no-such-command'],
    ['get', 'max_retries', ...main],
    ['dump', ...main],
    ['lint', 'none.conf'],
    ['lint', 'ecelerity.conf', '--format', 'json'],
    ['edit', 'ecelerity.conf'],
    ['set', '--help'],
    ['set', 'max_retries', '4', ...main],
    ['files', ...main],
    ['plan', '-', ...main],
  ]
  assert.equal(
    ecconfInTurn(lines, { cwd, env: { VISUAL: undefined, EDITOR: 'true' } }),
    lines.map((words) => ecconf(words, { cwd, env: { VISUAL: undefined, EDITOR: 'true' } })),
  )
})

test('one that ends the process is named', () => {
  assert.throws(
    () => ecconfInTurn([['--version'], ['show']], { env: { NODE_OPTIONS: '--no-such' } }),
    'ecconf --version ended the process:',
  )
})

test.run()

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf } from '../../tools/program.js'
import { scratch } from '../../tools/scratch.js'

const test = suite('what masks hide')

/** A secret whose end nobody can tell, and what the author of a plan hides behind it. */
const VALUE = '( "pgsql:host=db;password=1 rm -rf /tmp/x" )'
const HIDDEN = 'rm -rf /tmp/x'

test('--show-secrets shows it in the preview of a plan, of a change and of taking it back', () => {
  const cwd = scratch()
  writeFileSync(join(cwd, 'ecelerity.conf'), 'Max_Retries = 3\n')
  const run = (...words: string[]) => ecconf([...words, '-c', 'ecelerity.conf'], { cwd })
  writeFileSync(join(cwd, 'night.txt'), `set datasource d uri ${VALUE}\n`)
  const set = ['set', 'datasource', 'd', 'uri', VALUE]
  const previews = [
    [...set, '--dry-run'],
    ['apply', 'night.plan', '--dry-run'],
    ['rollback', '1', '--dry-run'],
  ]
  const planned = run('plan', 'night.txt', '-o', 'night.plan')
  assert.is(planned.status, 0, planned.stderr)
  for (const words of previews) {
    if (words[0] === 'rollback') assert.is(run(...set, '--write').status, 0)
    const masked = run(...words)
    assert.is(masked.status, 0, masked.stderr)
    assert.not.match(masked.stdout, HIDDEN)
    const shown = run(...words, '--show-secrets')
    assert.ok(shown.stdout.includes(HIDDEN), `${words}: ${shown.stdout}`)
  }
})

test.run()

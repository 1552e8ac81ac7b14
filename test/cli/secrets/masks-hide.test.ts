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
const SET = ['set', 'datasource', 'd', 'uri', VALUE]
const NOTE =
  'ecelerity.conf: what the mask hides in line 4 may be more than a secret; --show-secrets shows it'

/** A configuration, a plan of somebody else, and an entry that can be taken back. */
function site() {
  const cwd = scratch()
  const run = (...words: string[]) => {
    const result = ecconf([...words, '-c', 'ecelerity.conf'], { cwd })
    assert.is(result.status, 0, result.stderr)
    return result
  }
  writeFileSync(join(cwd, 'ecelerity.conf'), 'Max_Retries = 3\n')
  writeFileSync(join(cwd, 'night.txt'), `set datasource d uri ${VALUE}\n`)
  run('plan', 'night.txt', '-o', 'night.plan')
  return { cwd, run }
}

const PREVIEWS = [
  [...SET, '--dry-run'],
  ['apply', 'night.plan', '--dry-run'],
  ['plan', 'night.txt'],
  ['rollback', '2', '--dry-run'],
]

for (const words of PREVIEWS) {
  test(`the preview of ${words[0]} says where to look, and --show-secrets shows it`, () => {
    const { run } = site()
    if (words[0] === 'rollback') {
      run(...SET, '--write')
      run('unset', 'datasource', 'd', 'uri', '--write')
    }
    const masked = run(...words)
    const lines = masked.stdout.split('\n')
    assert.is(lines.filter((line) => line === NOTE).length, 1, masked.stdout)
    assert.not.match(masked.stdout, HIDDEN)
    const shown = run(...words, '--show-secrets')
    assert.ok(shown.stdout.includes(HIDDEN), shown.stdout)
    assert.not.match(shown.stdout, 'what the mask hides')
    if (words[0] === 'plan') return
    const json = run(...words, '--format', 'json')
    assert.equal(JSON.parse(json.stdout).notes, [NOTE])
  })
}

test('the review of edit says so too', () => {
  const { cwd } = site()
  const text = `Max_Retries = 3\n\nDatasource "d" {\n  uri = ${VALUE}\n}\n`
  writeFileSync(join(cwd, 'new.conf'), text)
  const env = { ...process.env, EDITOR: `cp ${join(cwd, 'new.conf')}` }
  const { stdout } = ecconf(['edit', 'ecelerity.conf', '-c', 'ecelerity.conf'], { cwd, env })
  assert.ok(stdout.includes(`\n${NOTE}\n`), stdout)
  assert.not.match(stdout, HIDDEN)
})

test.run()

import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf } from '../../tools/program.js'
import { everyCommand, OTHER, runsOf, SOUND, secretFolder, shows, WORD } from './every-command.js'

const test = suite('no command prints a secret of a file that can be read')

const MAIN = 'main.conf'
const folder = secretFolder(MAIN, SOUND)
const run = (...args: string[]) => ecconf(args, { cwd: folder })

// The history and the plan that some commands are about.
const written = [
  run('set', 'my_api_key', OTHER, '-c', MAIN, '--write', '-m', `password=${OTHER}`),
  run('set', 'my_api_key', WORD, '-c', MAIN, '--write'),
  run('plan', 'lines', '-c', MAIN, '-o', 'made.plan'),
]

test('what the commands are about is there', () => {
  assert.equal(
    written.map(({ status, stdout, stderr }) => [status, shows({ status, stdout, stderr })]),
    [
      [0, undefined],
      [0, undefined],
      [0, undefined],
    ],
  )
})

for (const command of await everyCommand()) {
  test(command.name, () => {
    for (const { words, run } of runsOf(command, MAIN, folder)) {
      assert.is(shows(run), undefined, `ecconf ${words}`)
      assert.not.match(run.stderr, 'internal error', `ecconf ${words}`)
    }
  })
}

test('--show-secrets shows them', () => {
  for (const words of [
    ['get', 'my_api_key'],
    ['dump'],
    ['dump', '--format', 'json'],
    ['dump', '--format', 'xml'],
    ['showrecurse'],
    ['why', 'datasource', 'one', 'uri'],
  ]) {
    const shown = run(...words, '-c', MAIN, '--show-secrets')
    assert.ok(shown.stdout.includes(WORD), words.join(' '))
  }
  const dump = run('dump', '-c', MAIN, '--show-secrets').stdout
  assert.match(dump, `Datasource "pgsql:host=a;password=${WORD}" {`)
})

test.run()

import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { BROKEN, everyCommand, runsOf, SOUND, secretFolder, shows } from './every-command.js'

const test = suite('no command prints a secret of a file that is broken')

const MAIN = 'main.conf'
const folder = secretFolder(MAIN, [...BROKEN, SOUND, ...BROKEN].join('\nTLS = no\n'))

for (const command of await everyCommand()) {
  test(command.name, () => {
    for (const { words, run } of runsOf(command, MAIN, folder)) {
      assert.is(shows(run), undefined, `ecconf ${words}`)
      assert.not.match(run.stderr, 'internal error', `ecconf ${words}`)
    }
  })
}

test.run()

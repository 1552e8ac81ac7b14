import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf } from '../../tools/program.js'
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

for (const [index, text] of BROKEN.entries()) {
  test(`alone: ${text.split('\n')[0]}`, () => {
    const name = `broken-${index}.conf`
    writeFileSync(join(folder, name), text)
    for (const words of [
      ['lint', name],
      ['lint', name, '--format', 'json'],
      ['dump', '-c', name],
      ['dump', '-c', name, '--format', 'json'],
      ['dump', '-c', name, '--format', 'xml'],
      ['diff', '--text', 'empty.conf', name],
      ['diff', '--as-commands', 'empty.conf', name],
      ['fmt', '--check', name],
      ['set', 'max_retries', '5', '-c', name],
      ['merge', '--check', name, 'empty.conf', name],
      ['ec_dump_config', '-c', name],
    ]) {
      const run = ecconf(words, { cwd: folder })
      assert.is(shows(run), undefined, `ecconf ${words.join(' ')}`)
    }
  })
}

test.run()

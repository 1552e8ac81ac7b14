import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf } from '../../tools/program.js'
import { BROKEN, secretFolder, shows } from './every-command.js'

const test = suite('no command prints the secret of a broken statement that stands alone')

const folder = secretFolder('main.conf', '\n')

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

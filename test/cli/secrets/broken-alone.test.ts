import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconfInTurn } from '../../tools/in-turn.js'
import { BROKEN, secretFolder, shows } from './every-command.js'

const test = suite('no command prints the secret of a broken statement that stands alone')

const folder = secretFolder('main.conf', '\n')

for (const [index, text] of BROKEN.entries()) {
  test(`alone: ${text.split('\n')[0]}`, () => {
    const name = `broken-${index}.conf`
    writeFileSync(join(folder, name), text)
    const lines = [
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
    ]
    for (const [at, run] of ecconfInTurn(lines, { cwd: folder }).entries()) {
      assert.is(shows(run), undefined, `ecconf ${lines[at]?.join(' ')}`)
    }
  })
}

test.run()

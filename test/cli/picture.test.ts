import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ROOT } from '../tools/program.js'
import { PICTURE, terminalPicture } from '../tools/terminal-picture.js'

const test = suite('the picture in README.md')

test('shows what the program prints; npm run picture draws it anew', async () => {
  assert.is(readFileSync(join(ROOT, PICTURE), 'utf8'), await terminalPicture())
})

test.run()

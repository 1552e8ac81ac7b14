import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { killManager } from '../../tools/kill-manager.js'

const test = suite('a manager that is killed')

test('at random moments of sets, commits and writebacks: it starts again, files are whole', async () => {
  assert.equal((await killManager(8)).violations, [])
})

test.run()

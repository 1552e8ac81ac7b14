import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { FAULTS, runFault } from './simulation/faults.js'
import { randomSchedule } from './simulation/random-schedule.js'

for (const fault of FAULTS) {
  test(fault.name, async () => {
    const seeds = fault.name.startsWith('200 nodes') ? [1] : [1, 2]
    assert.equal([...(await runFault(fault, seeds))], [])
  })
}

test('random histories break no promise', async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const { violations } = await randomSchedule(seed)
    assert.equal(violations, [], `seed ${seed}`)
  }
})

test.run()

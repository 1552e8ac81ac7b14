import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { OPERATIONS } from '../tools/crash/operations.js'
import { bundleProcess, runsOf } from '../tools/crash-test.js'
import { scratch } from '../tools/scratch.js'

const test = suite('writes that are disturbed')

/** Every so manyth point: `npm run crash-test` tries all. */
const EVERY = 23

const program = await bundleProcess(scratch())

for (const name of Object.keys(OPERATIONS)) {
  test(`${name}: all or nothing, whatever happens`, async () => {
    const kinds = new Set<string>()
    for await (const { kind, run } of runsOf(name, program, EVERY)) {
      assert.equal(run.violations, [], run.disturbance)
      kinds.add(kind)
    }
    assert.equal([...kinds].sort(), ['killed', 'refused', 'stranger'])
  })
}

test.run()

import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { OPERATIONS } from '../../tools/crash/operations.js'
import { confirmedTwice } from '../../tools/crash/others.js'
import { Site } from '../../tools/crash/site.js'
import { bundleProcess, KINDS, runsOf } from '../../tools/crash-test.js'
import { depth } from '../../tools/depth.js'
import { scratch } from '../../tools/scratch.js'

const test = suite('writes that are disturbed')

/** Every so manyth point: `npm run crash-test` tries all. */
const EVERY = depth(113, 29)

const program = await bundleProcess(scratch())

for (const name of Object.keys(OPERATIONS)) {
  test(`${name}: all or nothing, whatever happens`, async () => {
    const site = await Site.make(name)
    try {
      const kinds = new Set<string>()
      for (const { kind, run } of runsOf(site, program, EVERY)) {
        assert.equal(run.violations, [], run.disturbance)
        kinds.add(kind)
      }
      const { isOverdue } = site.prepared
      assert.equal(
        [...kinds],
        isOverdue ? KINDS.filter((kind) => !['copied', 'stranger'].includes(kind)) : KINDS,
      )
    } finally {
      site.remove()
    }
  })
}

test('two changes to confirm at once, at any call: one is written', () => {
  let runs = 0
  for (const { disturbance, violations } of confirmedTwice(EVERY)) {
    assert.equal(violations, [], disturbance)
    runs++
  }
  assert.ok(runs > 1, `${runs} runs`)
})

test.run()

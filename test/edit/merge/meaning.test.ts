import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { depth } from '../../tools/depth.js'
import { judged } from '../../tools/merge/check.js'
import { triples } from '../../tools/merge/triples.js'

const test = suite('a merge is the merge of what the texts mean')

test('for random triples, or a conflict, and no comment of ours is lost', () => {
  let [conflicts, needless, runs] = [0, 0, 0]
  fc.assert(
    fc.property(triples, (triple) => {
      const { mistake, hasConflict, isClean } = judged(triple)
      assert.is(mistake, undefined)
      runs++
      if (hasConflict) conflicts++
      if (hasConflict && isClean) needless++
    }),
    // `npm run merge-triples` takes 100,000.
    { numRuns: depth(250, 1000) },
  )
  assert.ok(conflicts > runs / 40, `only ${conflicts} of ${runs} had conflicts`)
  assert.ok(needless < runs / 20, `${needless} of ${runs} had a conflict without need`)
})

test.run()

/**
 * Merges random triples of files: `npm run merge-triples [-- --runs N --seed N]`
 *
 * What comes of each must be the merge of what the three mean, or a conflict, and hold every comment
 * of ours. Prints how many conflicts there were, and how many of them although the three meanings can be
 * merged; the smallest triple that goes wrong, and exit 1, when there is one.
 */
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { judged } from './merge/check.js'
import { triples } from './merge/triples.js'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
  },
})
const [numRuns, seed] = [Number(values.runs), Number(values.seed)]
let [conflicts, needless] = [0, 0]
const property = fc.property(triples, (triple) => {
  const { mistake, hasConflict, isClean } = judged(triple)
  if (hasConflict) conflicts++
  if (hasConflict && isClean) needless++
  if (mistake !== undefined) throw new Error(mistake)
})
const {
  failed,
  counterexample,
  errorInstance,
  numRuns: done,
} = fc.check(property, { numRuns, seed })
console.log(`seed ${seed}: ${done} triples, ${conflicts} with conflicts, ${needless} needlessly`)
if (failed) {
  const [triple] = counterexample ?? []
  console.log(errorInstance)
  for (const [side, text] of Object.entries(triple ?? {})) console.log(`--- ${side}\n${text}`)
  process.exitCode = 1
}

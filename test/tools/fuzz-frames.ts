/**
 * Looks for bytes that the decoder of frames does not bear:
 * `npm run fuzz-frames [-- --count N --seed N --case N]`
 *
 * Frames of both ends with bytes changed, left out and put in, in chunks of any size (100,000 of them
 * unless said otherwise). The exit status is 1 when something was found; `--case N` shows one case of
 * a seed.
 */
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { makeFrameCase } from './fuzz-frames/cases.js'
import { decode, mistakeInFrames } from './fuzz-frames/check.js'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    count: { type: 'string', default: '100000' },
    case: { type: 'string' },
  },
})
const seed = Number(values.seed)
const count = Number(values.count)
if (!Number.isInteger(seed) || !(count > 0)) {
  console.error('fuzz-frames: --seed and --count take a whole number')
  process.exit(2)
}

if (values.case !== undefined) {
  const tried = makeFrameCase(seed, Number(values.case))
  console.log(tried, decode(tried, tried.chunks), mistakeInFrames(tried) ?? 'nothing found')
} else {
  console.log(`seed ${seed}`)
  let found = 0
  const problems = new Map<string, number>()
  for (let number = 0; number < count; number++) {
    const tried = makeFrameCase(seed, number)
    const mistake = mistakeInFrames(tried)
    if (mistake !== undefined && ++found <= 20) console.log(`--case ${number}: ${mistake}`)
    const code = decode(tried, tried.chunks).problem?.code ?? 'no problem'
    problems.set(code, (problems.get(code) ?? 0) + 1)
  }
  console.log(`${count.toLocaleString('en-US')} cases, ${found === 0 ? 'nothing' : found} found`)
  for (const [code, times] of problems) console.log(`  ${String(times).padStart(6)} × ${code}`)
  process.exitCode = found === 0 ? 0 : 1
}

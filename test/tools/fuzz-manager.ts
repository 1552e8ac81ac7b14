/**
 * Sends frames with bytes changed, left out and put in to a manager in a process of its own:
 * `npm run fuzz-manager [-- --count N --seed N]`
 *
 * It has to answer in frames, to live on, and to serve a second session meanwhile (100,000 inputs
 * unless said otherwise). The exit status is 1 when something was found.
 */
import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { fuzzManager } from './fuzz-manager/run.js'
import { installation, ManagerProcess } from './manager-process.js'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    count: { type: 'string', default: '100000' },
  },
})
const seed = Number(values.seed)
const count = Number(values.count)
if (!Number.isInteger(seed) || !(count > 0)) {
  console.error('fuzz-manager: --seed and --count take a whole number')
  process.exit(2)
}

const manager = await ManagerProcess.start(installation())
console.log(`seed ${seed}`)
const memory = () =>
  /VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${manager.child.pid}/status`, 'latin1'))?.[1] ?? '?'
const before = memory()
const { inputs, frames, asked, longest, mistakes } = await fuzzManager(
  manager.installed.socket,
  seed,
  count,
)
const after = memory()
const status = await manager.end()
const internal = manager.said.filter((line) => line.includes('internal error'))
const found = [...mistakes, ...internal, ...(status === 0 ? [] : [`it ended with ${status}`])]
for (const mistake of found) console.log(mistake)
console.log(
  `${inputs.toLocaleString('en-US')} inputs, ${frames.toLocaleString('en-US')} frames back`,
)
console.log(
  `a second session asked ${asked.toLocaleString('en-US')} times, waited at most ${Math.round(longest)} ms`,
)
console.log(`memory: ${before} kB before, ${after} kB after`)
console.log(found.length === 0 ? 'nothing found' : `${found.length} found`)
process.exitCode = found.length === 0 ? 0 : 1

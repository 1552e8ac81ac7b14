import { FAULTS, runFault } from '../cluster/commit/simulation/faults.js'

/**
 * The faults of cluster commits, each repeated with different seeds and counted: `npm run fault-test`,
 * or `npm run fault-test -- RUNS PART_OF_A_NAME`. It prints the table of docs/cluster.md, and below it
 * the seeds that broke a promise.
 */
const [runs = '20', part = ''] = process.argv.slice(2)
const seeds = Array.from({ length: Number(runs) }, (_, index) => index + 1)
const said: string[] = []
let broken = 0
console.log('| fault | runs | as promised | not |\n|---|---|---|---|')
for (const fault of FAULTS.filter(({ name }) => name.includes(part))) {
  const found = await runFault(fault, seeds)
  broken += found.size
  const good = seeds.length - found.size
  console.log(`| ${fault.name} | ${seeds.length} | ${good} | ${found.size} |`)
  for (const [seed, violations] of found) {
    said.push(`${fault.name}, seed ${seed}:`, ...violations.map((each) => `  ${each}`))
  }
}
if (said.length > 0) console.log(`\n${said.join('\n')}`)
process.exitCode = broken === 0 ? 0 : 1

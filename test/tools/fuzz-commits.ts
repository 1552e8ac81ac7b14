import { randomSchedule } from '../cluster/commit/simulation/random-schedule.js'

/**
 * Random histories of a cluster in which commits are made: `npm run fuzz-commits -- FIRST COUNT`. A
 * seed that breaks a promise is printed with what is wrong, and gives the same history each time.
 */
const [first = 1, count = 1000] = process.argv.slice(2).map(Number)
const ends = new Map<string, number>()
let broken = 0
for (let seed = first; seed < first + count; seed++) {
  const { world, violations } = await randomSchedule(seed)
  for (const { outcome } of world.orders) {
    const kind = outcome?.kind ?? 'never told'
    ends.set(kind, (ends.get(kind) ?? 0) + 1)
  }
  if (violations.length === 0) continue
  broken++
  console.log(`seed ${seed}:\n${violations.map((each) => `  ${each}`).join('\n')}`)
}
const told = [...ends].map(([kind, times]) => `${times} ${kind}`).join(', ')
console.log(`${count} histories, ${broken} with a broken promise; commits: ${told}`)
process.exitCode = broken === 0 ? 0 : 1

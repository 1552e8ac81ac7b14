import { Session } from 'node:inspector/promises'

/**
 * Counts what a piece of work does instead of timing it: how often each block of our own code runs,
 * as V8 counts it for coverage, and how many characters the built-in searches pass over. The count
 * is the same on every machine.
 *
 * @param stickyFails how many characters a search at one place alone (flag y) passes over when it
 *   fails; absent for all of the text
 */
export async function countSteps(
  work: () => void,
  { stickyFails }: { readonly stickyFails?: number } = {},
): Promise<number> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  // The counters are those of the process: what they hold already, `npm test -- --coverage` counts.
  await session.post('Profiler.takePreciseCoverage')
  const searched = countSearches(work, stickyFails)
  const { result } = await session.post('Profiler.takePreciseCoverage')
  await session.post('Profiler.stopPreciseCoverage')
  session.disconnect()
  let blocks = 0
  for (const { url, functions } of result) {
    if (!/\/(?:grammar|src)\//.test(url) || url.includes('node_modules')) continue
    for (const { ranges } of functions) for (const { count } of ranges) blocks += count
  }
  return blocks + searched
}

/** Counts how often a function of our own runs in a piece of work. */
export async function countCalls(name: string, work: () => void): Promise<number> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
  await session.post('Profiler.takePreciseCoverage')
  work()
  const { result } = await session.post('Profiler.takePreciseCoverage')
  await session.post('Profiler.stopPreciseCoverage')
  session.disconnect()
  return result
    .filter(({ url }) => /\/(?:grammar|src)\//.test(url) && !url.includes('node_modules'))
    .flatMap(({ functions }) => functions)
    .filter(({ functionName }) => functionName === name)
    .reduce((calls, { ranges }) => calls + (ranges[0]?.count ?? 0), 0)
}

/** Runs the work, counting the characters that searches in strings pass over. */
function countSearches(work: () => void, stickyFails: number | undefined): number {
  const strings = String.prototype
  const { indexOf, lastIndexOf, slice } = strings
  const { exec } = RegExp.prototype
  let passed = 0
  strings.indexOf = function (this: string, wanted: string, from = 0) {
    const found = indexOf.call(this, wanted, from)
    passed += Math.max(0, (found === -1 ? this.length : found) - from)
    return found
  }
  strings.lastIndexOf = function (this: string, wanted: string, from = this.length) {
    const found = lastIndexOf.call(this, wanted, from)
    passed += from - found
    return found
  }
  strings.slice = function (this: string, start?: number, end?: number) {
    const part = slice.call(this, start, end)
    passed += part.length
    return part
  }
  RegExp.prototype.exec = function (this: RegExp, text: string) {
    // Searches that go on where the last one ended do not begin at the text's start.
    const from = this.global || this.sticky ? this.lastIndex : 0
    const found = exec.call(this, text)
    // A search that fails may have looked at all of the text, however early it gave up.
    const fails = this.sticky && stickyFails !== undefined ? from + stickyFails : text.length
    passed += Math.max(0, (found === null ? fails : found.index + found[0].length) - from)
    return found
  }
  try {
    work()
  } finally {
    Object.assign(strings, { indexOf, lastIndexOf, slice })
    RegExp.prototype.exec = exec
  }
  return passed
}

/**
 * Loaded before a program (`node --require`), it runs that with each of the texts of STEPS_TEXTS, a list
 * in JSON, in the file STEPS_MAIN, and writes to STEPS_FILE how many steps each run took: how often each
 * block of code ran, as V8 counts it for coverage, and how many characters the built-in searches passed
 * over. The count does not depend on the machine. Each run loads the program anew; to start a process
 * for each would take longer than most of them.
 */
const { readFileSync, writeFileSync } = require('node:fs')
const { Session } = require('node:inspector')

const session = new Session()
session.connect()
session.post('Profiler.enable')
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })

let passed = 0
const strings = String.prototype
const { indexOf, lastIndexOf, slice } = strings
const { exec } = RegExp.prototype

strings.indexOf = function (wanted, from = 0) {
  const found = indexOf.call(this, wanted, from)
  passed += Math.max(0, (found === -1 ? this.length : found) - from)
  return found
}
strings.lastIndexOf = function (wanted, from = this.length) {
  const found = lastIndexOf.call(this, wanted, from)
  passed += from - found
  return found
}
strings.slice = function (start, end) {
  const part = slice.call(this, start, end)
  passed += part.length
  return part
}
RegExp.prototype.exec = function (text) {
  const from = this.global || this.sticky ? this.lastIndex : 0
  const found = exec.call(this, text)
  // A search that fails may have looked at all of the text, however early it gave up; one that is
  // bound to its place, as split makes them, has not.
  const failed = this.sticky ? from + 1 : text.length
  passed += Math.max(0, (found === null ? failed : found.index + found[0].length) - from)
  return found
}

/** The count since the last call. */
function steps() {
  let blocks = 0
  session.post('Profiler.takePreciseCoverage', (_, { result }) => {
    for (const { url, functions } of result) {
      if (url.startsWith('node:')) continue
      for (const { ranges } of functions) for (const { count } of ranges) blocks += count
    }
  })
  const all = blocks + passed
  passed = 0
  return all
}

const [program, main, texts] = [process.argv[1], process.env.STEPS_MAIN, process.env.STEPS_TEXTS]
const rest = JSON.parse(readFileSync(texts, 'utf8'))
const counts = []

writeFileSync(main, rest.shift())
steps()

// A run has ended when nothing is left to be waited for.
process.on('beforeExit', () => {
  counts.push(steps())
  if (rest.length === 0) return
  writeFileSync(main, rest.shift())
  process.exitCode = undefined
  delete require.cache[program]
  steps()
  // A task of the loop, so that the end of what this run starts is seen too.
  setImmediate(require, program)
})
process.on('exit', () => writeFileSync(process.env.STEPS_FILE, JSON.stringify(counts)))

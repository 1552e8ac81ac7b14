/**
 * Loaded before a program (`node --require`), it writes to the file STEPS_FILE, when the program ends,
 * how many steps it took: how often each block of code ran, as V8 counts it for coverage, and how
 * many characters the built-in searches passed over. The count does not depend on the machine.
 */
const { writeFileSync } = require('node:fs')
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

process.on('exit', () => {
  let blocks = 0
  session.post('Profiler.takePreciseCoverage', (_, { result }) => {
    for (const { url, functions } of result) {
      if (url.startsWith('node:')) continue
      for (const { ranges } of functions) for (const { count } of ranges) blocks += count
    }
  })
  writeFileSync(process.env.STEPS_FILE, String(blocks + passed))
})

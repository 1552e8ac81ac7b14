/**
 * Loaded into a process before its program (`node --expose-gc --require`): on SIGUSR2 it writes how many
 * bytes its heap holds, after a collection of garbage, into the file that the variable HEAP_FILE names.
 */
const { renameSync, writeFileSync } = require('node:fs')

process.on('SIGUSR2', () => {
  globalThis.gc()
  const { heapUsed } = process.memoryUsage()
  const file = process.env.HEAP_FILE
  writeFileSync(`${file}.new`, String(heapUsed))
  renameSync(`${file}.new`, file)
})

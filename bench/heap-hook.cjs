/**
 * Loaded into a process before its program (`node --expose-gc --require`): on SIGUSR2 it writes how many
 * bytes its heap holds, after a collection of garbage, into the file that the variable HEAP_FILE names;
 * with HEAP_BUFFERS set, those of the buffers beside it too.
 */
const { renameSync, writeFileSync } = require('node:fs')

process.on('SIGUSR2', () => {
  globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  const file = process.env.HEAP_FILE
  const bytes = process.env.HEAP_BUFFERS === undefined ? heapUsed : heapUsed + external
  writeFileSync(`${file}.new`, String(bytes))
  renameSync(`${file}.new`, file)
})

/**
 * Loaded before the program (`node --require`), it runs that with each of the command lines of the file
 * IN_TURN, a list in JSON, loading the program anew for each, and writes to IN_TURN_ENDS how each
 * ended: its exit status and how much stood on both streams, which must be files, when it did.
 */
const { fstatSync, readFileSync, writeFileSync } = require('node:fs')

const { IN_TURN, IN_TURN_ENDS } = process.env
if (IN_TURN !== undefined) {
  // Programs that the program starts have nothing to do with it.
  delete process.env.IN_TURN
  delete process.env.IN_TURN_ENDS
  runInTurn(JSON.parse(readFileSync(IN_TURN, 'utf8')))
}

/** @param lines of which the first is the one that the process was started with */
function runInTurn([, ...rest]) {
  const [node, program] = process.argv
  const ends = []
  // A run has ended when nothing is left to be waited for.
  process.on('beforeExit', () => {
    const { exitCode: status = 0 } = process
    ends.push({ status, stdout: fstatSync(1).size, stderr: fstatSync(2).size })
    const words = rest.shift()
    if (words === undefined) return
    process.exitCode = undefined
    process.argv = [node, program, ...words]
    delete require.cache[program]
    // A task of the loop, so that the end of what this run starts is seen too.
    setImmediate(require, program)
  })
  process.on('exit', () => writeFileSync(IN_TURN_ENDS, JSON.stringify(ends)))
}

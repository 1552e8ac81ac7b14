/**
 * `node resident.cjs PROGRAM ASKS ENDS`: runs PROGRAM once for each line that comes through the named pipe
 * ASKS, in this one process, loading it anew each time. A line is JSON: the words of the command line, the
 * working directory, the environment. The exit status of each run goes through the named pipe ENDS. It
 * ends when whoever asks has gone.
 */
const { openSync, readSync, writeSync } = require('node:fs')

const [node, , program, asksPath, endsPath] = process.argv
const asks = openSync(asksPath, 'r')
const ends = openSync(endsPath, 'w')

// A run has ended when nothing is left to be waited for.
process.on('beforeExit', () => {
  const { exitCode: status = 0 } = process
  writeSync(ends, `${status}\n`)
  next()
})
next()

/** Waits for the next command line, and starts it. */
function next() {
  const line = nextLine()
  if (line === undefined) return
  const { words, cwd, env } = JSON.parse(line)
  process.chdir(cwd)
  for (const name of Object.keys(process.env)) delete process.env[name]
  Object.assign(process.env, env)
  process.exitCode = undefined
  process.argv = [node, program, ...words]
  delete require.cache[program]
  // A task of the loop, so that the end of what this run starts is seen too.
  setImmediate(require, program)
}

/** One line is asked at a time. @returns undefined when nobody can ask any more */
function nextLine() {
  const bytes = Buffer.alloc(1 << 16)
  let line = ''
  while (!line.endsWith('\n')) {
    const count = readSync(asks, bytes)
    if (count === 0) return undefined
    line += bytes.toString('utf8', 0, count)
  }
  return line
}

/**
 * A process that writes and ends itself in the middle: `WRITE before|within INDEX`: before the call
 * INDEX to the system, or in the middle of what that call writes. WRITE is a file in JSON.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { systemProcesses } from '../../../src/node/index.js'
import { watchedCalls } from '../watched-calls.js'
import { perform } from './perform.js'

const [file = '', where, index] = process.argv.slice(2)

const calls = watchedCalls((call) => {
  if (call.index !== Number(index)) return
  if (where === 'within') {
    const [opened, bytes] = call.args as [number, Uint8Array]
    writeFileSync(opened, bytes.subarray(0, bytes.length / 2))
  }
  process.kill(process.pid, 'SIGKILL')
})

perform(JSON.parse(readFileSync(file, 'utf8')), { calls, processes: systemProcesses })

/**
 * A process that writes and ends itself in the middle: `OPERATION FOLDER before|within INDEX`: before
 * the call INDEX to the system, or in the middle of what that call writes.
 */
import { writeFileSync } from 'node:fs'
import {
  type FileSystemCalls,
  install,
  systemCalls,
  systemProcesses,
} from '../../../src/node/index.js'
import { watchedCalls } from '../watched-calls.js'
import { OPERATIONS } from './operations.js'

const [name = '', folder = '', where, index] = process.argv.slice(2)

function die(): void {
  process.kill(process.pid, 'SIGKILL')
}

let isThere = false
const watched = watchedCalls((call) => {
  isThere = call.index === Number(index)
  if (isThere && where === 'before') die()
})
const calls: FileSystemCalls = {
  ...watched,
  write: (file, bytes) => {
    watched.ownership(file)
    if (isThere && where === 'within') {
      writeFileSync(file, bytes.subarray(0, bytes.length / 2))
      die()
    }
    systemCalls.write(file, bytes)
  },
}

const operation = OPERATIONS[name]
if (operation === undefined) throw new Error(`unknown operation ${name}`)
const { changeSet, write, hold } = await operation(folder)
const machine = { calls, processes: systemProcesses }
const held = hold?.(machine)
install(changeSet, write, machine, held)
held?.release()

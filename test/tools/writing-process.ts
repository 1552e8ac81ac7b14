/**
 * A process that writes a file, for tests that end it: `MODE FILE ARGUMENT`.
 *
 * `kill FILE INDEX` ends itself before the call INDEX of the write, `half FILE` in the middle of
 * writing the new bytes; `count FILE TIMES` adds one to the number in the file, TIMES times, beside
 * others that do the same.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import {
  type FileSystemCalls,
  hashOf,
  systemCalls,
  systemProcesses,
  WriteError,
  writeFileDurably,
} from '../../src/node/index.js'
import { watchedCalls } from './watched-calls.js'

const [mode, file = '', argument = '0'] = process.argv.slice(2)
const NEW = new TextEncoder().encode('new\n'.repeat(1000))

function die(): void {
  process.kill(process.pid, 'SIGKILL')
}

function write(bytes: Uint8Array, calls: FileSystemCalls): void {
  const expectedHash = hashOf(readFileSync(file))
  writeFileDurably(file, bytes, { expectedHash }, { calls, processes: systemProcesses })
}

function addOne(): void {
  for (;;) {
    const before = readFileSync(file)
    const after = new TextEncoder().encode(String(Number(before) + 1))
    try {
      writeFileDurably(file, after, { expectedHash: hashOf(before) })
      return
    } catch (error) {
      if (!(error instanceof WriteError) || !/^(?:changed|locked)$/.test(error.code)) throw error
    }
  }
}

switch (mode) {
  case 'kill':
    write(
      NEW,
      watchedCalls(({ index }) => {
        if (index === Number(argument)) die()
      }),
    )
    break
  case 'half':
    write(NEW, {
      ...systemCalls,
      write: (opened, bytes) => {
        if (bytes.length < NEW.length) return systemCalls.write(opened, bytes)
        writeFileSync(opened, bytes.subarray(0, bytes.length / 2))
        die()
      },
    })
    break
  case 'count':
    for (let times = Number(argument); times > 0; times--) addOne()
    break
  default:
    throw new Error(`unknown mode ${mode}`)
}

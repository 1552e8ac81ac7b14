import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { hashOf, WriteError, writeFileDurably } from '../../src/node/index.js'
import { Failure } from '../failure.js'
import { note, workIsDone } from '../terminal/terminal.js'
import { refuseOutput } from './inputs.js'

/** What a report holds is to be read by others: secrets are not in it. */
const MODE = 0o644

/**
 * Writes a file that a flag names, in place of what is there; never one that this run reads.
 * @param what is written, with its article: `a report`
 * @param mode the permission bits of a new file
 * @throws Failure
 */
export function writeOutput(name: string, what: string, text: string, mode = MODE): void {
  refuseOutput(name, what)
  const path = resolve(name)
  try {
    const before = read(path)
    const expectedHash = before && hashOf(before)
    // What can be made again is no reason to ask for a --force that its command may not have.
    const options = { name, expectedHash, mode, mayLoseAttributes: true }
    const notes = writeFileDurably(path, Buffer.from(text), options)
    workIsDone()
    for (const said of notes) note(`${said}\n`)
  } catch (error) {
    if (error instanceof WriteError) throw new Failure(error.message)
    throw error
  }
}

/** What is there; what cannot be read is explained by the writer. */
function read(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}

import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { nodeEnvironment } from '../src/node/files/environment.js'
import { hashOf, WriteError, writeFileDurably } from '../src/node/index.js'
import { Failure } from './failure.js'
import { refuseOutput } from './inputs.js'
import { note, workIsDone } from './terminal.js'

/** What a report holds is to be read by others: secrets are not in it. */
const MODE = 0o644

/**
 * Writes a file that a flag names, in place of what is there; never one that this run reads.
 * @param what is written, with its article: `a report`
 * @param mode the permission bits of a new file
 * @throws Failure
 */
export function writeOutput(name: string, what: string, text: string, mode = MODE): void {
  if (name === '') throw new Failure(`There is no name for ${what}`)
  refuseOutput(name, what)
  const path = resolve(name)
  try {
    const before = read(path, name)
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

/**
 * What is there; what cannot be read is explained by the writer.
 * @throws Failure for what is no regular file: a pipe or a device may have no end
 */
function read(path: string, name: string): Uint8Array | undefined {
  const status = statSync(path, { throwIfNoEntry: false })
  if (status === undefined) return undefined
  if (!status.isFile()) throw new Failure(`${name}: is no regular file`)
  try {
    return nodeEnvironment().readFile(path) as Uint8Array
  } catch {
    return undefined
  }
}

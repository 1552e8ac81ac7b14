import { resolve } from 'node:path'
import { EnvironmentError } from '../../src/config/index.js'
import { nodeEnvironment } from '../../src/node/files/environment.js'
import { environmentError } from '../../src/node/files/system-error.js'
import {
  hashOf,
  ledToPlace,
  THIS_MACHINE,
  WriteError,
  writeRealFile,
} from '../../src/node/index.js'
import { Failure } from '../../src/project/failure.js'
import { realPathOf } from '../../src/project/paths/real-path.js'
import { failure } from '../../src/project/system-failure.js'
import { note, workIsDone } from '../terminal/terminal.js'
import { refuseOutput } from './inputs.js'

/** What a report holds is to be read by others: secrets are not in it. */
const MODE = 0o644

/** Which file alone may be written: a certain one, or one that is not there yet. */
export type OnlyFile = 'new' | { readonly identity: string }

/**
 * Writes a file that a flag names, in place of what is there; never one that this run reads.
 * @param what is written, with its article: `a report`
 * @param mode the permission bits of a new file
 * @param only by default whatever is there
 * @throws Failure
 */
export function writeOutput(
  name: string,
  what: string,
  text: string,
  mode = MODE,
  only?: OnlyFile,
): void {
  if (name === '') throw new Failure(`There is no name for ${what}`)
  refuseOutput(name, what)
  const path = outputPlace(name)
  try {
    const before = only === 'new' ? undefined : read(path)
    const bound = only === 'new' ? undefined : only
    const expectedHash = before && hashOf(before)
    // What can be made again is no reason to ask for a --force that its command may not have.
    const options = { name, expectedHash, bound, mode, mayLoseAttributes: true }
    const notes = writeRealFile(path, Buffer.from(text), options)
    workIsDone()
    for (const said of notes) note(`${said}\n`)
  } catch (error) {
    if (error instanceof WriteError) throw new Failure(error.message)
    throw failure(error, name)
  }
}

/**
 * The real path of a file that a flag names, also where none is yet: for `writeOutput`, which follows no link
 * that is put on the way later.
 * @throws Failure where a link leads there of somebody who could not write there: whoever may write the working
 *   directory would choose which file of this user is written
 */
export function outputPlace(name: string): string {
  const path = resolve(name)
  const real = realPathOf(name)
  const why = ledToPlace({ name, path, realPath: real }, THIS_MACHINE)
  if (why !== undefined) throw new Failure(`${why}: name that one itself`)
  return real
}

/** What a regular file holds; undefined where there is none. @throws EnvironmentError */
function read(path: string): Uint8Array | undefined {
  try {
    return nodeEnvironment().readFile(path) as Uint8Array
  } catch (error) {
    const known = environmentError(error, path)
    if (known instanceof EnvironmentError && known.code === 'ENOENT') return undefined
    throw known
  }
}

import type { ConfigFile } from '../../src/config/index.js'
import { describeReadOnly } from '../../src/config/loading/read-only.js'
import { HeldLocks, nodeEnvironment, WriteError } from '../../src/node/index.js'
import { Failure, Refusal } from '../../src/project/failure.js'
import { machineOf } from '../../src/project/recovery/machine.js'
import { HOST } from '../host.js'
import { note } from '../terminal/terminal.js'

/** @throws Refusal when the file is one that nobody may write here */
export async function checkWritable({ name, realPath, readOnly }: ConfigFile): Promise<void> {
  if (readOnly !== undefined && !HAND_MADE.has(readOnly.kind)) {
    throw new Refusal(
      `${name}: cannot be edited, because it is read-only (${describeReadOnly(readOnly)})`,
    )
  }
  const status = await nodeEnvironment().status(realPath)
  if (!status?.writable) {
    throw new Refusal(`${name}: cannot be edited: it is not writable by this user`)
  }
  if (readOnly !== undefined) {
    note(`${name}: the product itself never writes it (${describeReadOnly(readOnly)}).\n`)
  }
}

/** What is read-only for programs, which people change where it is made. */
const HAND_MADE: ReadonlySet<string> = new Set(['readonly_include', 'included twice'])

/**
 * @param folder that of the main file
 * @throws Failure when somebody else edits or writes one of the files
 */
export function lock(files: readonly ConfigFile[], folder: string): HeldLocks {
  try {
    return HeldLocks.acquire(files, folder, machineOf(HOST))
  } catch (error) {
    throw error instanceof WriteError ? new Failure(error.message) : error
  }
}

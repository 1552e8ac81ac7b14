import { Journal } from './journal.js'
import { type Recovery, settleRecord } from './settle.js'
import { StateFolder } from './state-folder.js'
import { takeBackOverdue } from './take-back.js'
import { type Machine, THIS_MACHINE } from './write.js'
import { WriteError } from './write-error.js'

/**
 * Ends what dead processes have left in the middle, and takes back what was not confirmed in time:
 * to be done before a configuration is read. What a living process does is not touched.
 * @param folder in which the state folder lies: that of the main file
 */
export function recover(folder: string, machine: Machine = THIS_MACHINE): readonly Recovery[] {
  const state = new StateFolder(folder, machine)
  const journal = new Journal(state)
  const found: Recovery[] = []
  for (const path of listed(() => journal.paths())) {
    const recovery = settled(path, machine)
    if (recovery !== undefined) found.push(recovery)
  }
  if (listed(() => state.list(state.path)).length === 0) return found
  const { host, user } = machine.processes.self()
  try {
    state.sweep((pid) => machine.processes.isAlive({ host, user, pid }) !== false)
  } catch {
    // What was never put in its place means nothing to anybody.
  }
  return [...found, ...takeBackOverdue(folder, machine)]
}

/** What cannot be looked at holds nothing that this user could mend. */
function listed(list: () => string[]): string[] {
  try {
    return list()
  } catch {
    return []
  }
}

function settled(path: string, machine: Machine): Recovery | undefined {
  const limit = performance.now() + PATIENCE
  for (;;) {
    try {
      return settleRecord(path, machine)
    } catch (error) {
      if (!(error instanceof WriteError)) throw error
      // Another process may have begun to end it a moment ago.
      if (error.code !== 'locked' || performance.now() > limit) {
        return { kind: 'blocked', text: `An interrupted change can not be ended: ${error.message}` }
      }
      Atomics.wait(SLEEP, 0, 0, PAUSE)
    }
  }
}

/** How long to wait for another process that does the same, and between two looks; in ms. */
const PATIENCE = 2000
const PAUSE = 20
const SLEEP = new Int32Array(new SharedArrayBuffer(4))

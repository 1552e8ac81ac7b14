import type { FileSystemCalls } from './files/file-system-calls.js'
import { systemCalls } from './files/system-calls.js'
import { type Processes, systemProcesses } from './locks/processes.js'
import type { EndAs } from './transactions/recovery-outcome.js'

/** The machine that is written to, replaceable in tests. */
export interface Machine {
  readonly calls: FileSystemCalls
  readonly processes: Processes
  /**
   * Ends transactions of other users with their rights; if absent, they are left to their owners.
   */
  readonly endAs?: EndAs | undefined
}

export const THIS_MACHINE: Machine = { calls: systemCalls, processes: systemProcesses }

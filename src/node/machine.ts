import type { FileSystemCalls } from './files/file-system-calls.js'
import { systemCalls } from './files/system-calls.js'
import { type Processes, systemProcesses } from './locks/processes.js'
import type { EndAs } from './transactions/recovery.js'

/** The machine that is written on. */
export interface Machine {
  readonly calls: FileSystemCalls
  readonly processes: Processes
  /** Ends what other users have left, with their rights; without it that is left to them. */
  readonly endAs?: EndAs | undefined
}

export const THIS_MACHINE: Machine = { calls: systemCalls, processes: systemProcesses }

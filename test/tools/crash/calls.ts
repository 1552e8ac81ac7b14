import { type FileSystemCalls, newSystemCalls, systemProcesses } from '../../../src/node/index.js'

/**
 * In place of the call that starts two programs for each file: no file of an operation has an access
 * list or attributes, and they would take as long as all the rest. The processes that are really
 * killed start them.
 */
export const WITHOUT_PROGRAMS: Pick<FileSystemCalls, 'keepAttributes'> = {
  keepAttributes: () => ({ kind: 'kept' }),
}

export const CALLS: FileSystemCalls = { ...newSystemCalls(), ...WITHOUT_PROGRAMS }

export const MACHINE = { calls: CALLS, processes: systemProcesses }

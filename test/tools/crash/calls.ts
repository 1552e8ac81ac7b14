import { type FileSystemCalls, systemCalls, systemProcesses } from '../../../src/node/index.js'

/**
 * The calls of this machine, but for the one that starts two programs for each file: no file of an
 * operation has an access list or attributes, and they would take as long as all the rest. The
 * processes that are really killed start them.
 */
export const CALLS: FileSystemCalls = { ...systemCalls, keepAttributes: () => ({ kind: 'kept' }) }

export const MACHINE = { calls: CALLS, processes: systemProcesses }

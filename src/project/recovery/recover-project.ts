import { dirname } from 'node:path'
import type { Configuration } from '../../config/index.js'
import { recover } from '../../node/index.js'
import { harmless } from '../../report/index.js'
import type { Host } from '../host.js'
import { machineOf } from './machine.js'

/**
 * Ends what was left in the middle of writes of a configuration, in none but its own files. What
 * other users have left is ended with their rights where this process is root's and the host names
 * its program, and is left alone everywhere else.
 * @returns whether the host was told anything
 */
export function recoverProject(
  { main, files, localChanges }: Pick<Configuration, 'main' | 'files' | 'localChanges'>,
  host: Host,
): boolean {
  const known = new Set(files.map(({ realPath }) => realPath))
  if (localChanges !== undefined) known.add(localChanges.path)
  const recoveries = recover(dirname(main.realPath), machineOf(host), known)
  for (const { text } of recoveries) host.warn(harmless(text))
  return recoveries.length > 0
}

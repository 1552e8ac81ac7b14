import { dirname } from 'node:path'
import type { Configuration } from '../../src/config/index.js'
import { type Recovery, recover } from '../../src/node/index.js'
import { MACHINE } from './machine.js'

/** Ends what was left in the middle of writes of a configuration, in none but its own files. */
export function recoverFor({
  main,
  files,
  localChanges,
}: Pick<Configuration, 'main' | 'files' | 'localChanges'>): readonly Recovery[] {
  const known = new Set(files.map(({ realPath }) => realPath))
  if (localChanges !== undefined) known.add(localChanges.path)
  return recover(dirname(main.realPath), MACHINE, known)
}

/**
 * `ecconf/manager`, from the part of the programs that has it already: the package holds the manager once.
 * `src/manager.ts` says what each name is.
 */
import { createRequire } from 'node:module'

const { partLoader } = createRequire(import.meta.url)('./bin/load-part.cjs')

export const { ConnectionFailed, openConsole, StartRefused, startManager } =
  await partLoader()('ecconf').managerLibrary()

import type { Host } from '../src/project/host.js'
import { ownProgram } from './own-program.js'
import { noteInput } from './streams/inputs.js'
import { note, workIsDone } from './terminal/terminal.js'

/** The programs as the host of a project: lines go to standard error. */
export const HOST: Host = {
  note: (line) => note(`${line}\n`),
  warn: (line) => note(`ecconf: ${line}\n`),
  wrote: workIsDone,
  reads: noteInput,
  program: ownProgram,
}

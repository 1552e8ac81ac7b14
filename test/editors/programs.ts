import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { builtProgram } from '../tools/program.js'
import { scratch } from '../tools/scratch.js'

/** A folder for the `PATH` of an editor, in which `ecconf` is. */
export function folderOfPrograms(): string {
  const folder = scratch()
  symlinkSync(builtProgram(), join(folder, 'ecconf'))
  return folder
}

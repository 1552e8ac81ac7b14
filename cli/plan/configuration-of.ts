import { statSync } from 'node:fs'
import type { SavedPlan } from '../../src/edit/index.js'
import { Failure } from '../../src/project/failure.js'
import { shownPlanText } from '../../src/report/index.js'
import type { ConfigurationFlags } from '../arguments/flags.js'
import { note } from '../terminal/terminal.js'

/**
 * Which configuration is meant: the one that the plan was made for, unless a flag names another main
 * file, which is loaded as it is for any command. Settings that only the plan names are told: they decide
 * what is found wrong.
 * @param name of the plan's file
 * @throws Failure when the plan names something that may never end, such as a named pipe
 */
export function configurationOf(
  name: string,
  { configuration }: SavedPlan,
  flags: ConfigurationFlags,
): ConfigurationFlags {
  if (flags.config !== undefined) return flags
  const { main, sysroot, searchPath, node, role, settings } = configuration
  refuseEndless(main)
  if (settings !== undefined && flags.settings === undefined) {
    refuseEndless(settings)
    note(`${shownPlanText(name)}: With the settings that it names: ${shownPlanText(settings)}\n`)
  }
  return {
    config: main,
    sysroot: flags.sysroot ?? sysroot,
    searchPath: flags.searchPath ?? searchPath,
    node: flags.node ?? node,
    role: flags.role ?? role,
    settings: flags.settings ?? settings,
  }
}

/** @throws Failure */
function refuseEndless(path: string): void {
  if (isOther(path)) throw new Failure(`${shownPlanText(path)}: is no regular file`)
}

/** Whether there is something that is neither a file nor a folder; what is wrong otherwise, reading tells. */
function isOther(path: string): boolean {
  try {
    const status = statSync(path)
    return !status.isFile() && !status.isDirectory()
  } catch {
    return false
  }
}

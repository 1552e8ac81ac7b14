import type { Environment, LoadOptions } from '../config/index.js'
import type { Settings } from './settings/settings.js'

/**
 * Which configuration somebody means, and how it is to be read (`docs/cli.md`, which configuration):
 * what is given here goes before what settings say. Paths are relative to the working directory.
 */
export interface Choice {
  /** The main file. */
  readonly config: string | undefined
  readonly sysroot: string | undefined
  readonly searchPath: string | undefined
  readonly node: string | undefined
  readonly role: 'manager' | 'node' | undefined
  /** The settings file, instead of the nearest one. */
  readonly settings: string | undefined
}

/** What a choice says about loading, and settings where it says nothing. */
export function loadOptions(
  { sysroot, searchPath, node, role }: Omit<Choice, 'config' | 'settings'>,
  settings: Settings | undefined,
  environment: Environment,
): LoadOptions {
  return {
    environment,
    sysroot: sysroot ?? settings?.sysroot,
    searchPath: searchPath ?? settings?.searchPath,
    nodeName: node,
    role: role ?? settings?.role,
    ...(settings !== undefined && { rules: settings.rules }),
  }
}

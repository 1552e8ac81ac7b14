import type { Change, ConfigFile, Configuration, Definition } from '../../config/index.js'
import { type LocalChanges, localChangesOf, localChangesOnly } from './local-changes.js'

/** The files that changes may go into. */
export interface Reach {
  readonly localChanges: LocalChanges
  /** The only file that may be edited; undefined when all writable files may be. */
  readonly onlyFile: ConfigFile | undefined
}

/**
 * @param onlyFile the only file that may be edited, whatever Local_Changes_File and
 *   Local_Changes_Only say about changes on the console
 */
export async function reachOf(
  configuration: Configuration,
  onlyFile: ConfigFile | undefined,
): Promise<Reach> {
  return onlyFile === undefined
    ? { localChanges: await localChangesOf(configuration), onlyFile: undefined }
    : { localChanges: { file: undefined }, onlyFile }
}

/**
 * The option that sends a change to the local changes file; undefined when it is off, or does not
 * apply to this change.
 */
export function onlyLocal(
  configuration: Configuration,
  change: Change,
  { onlyFile }: Reach,
): Definition | undefined {
  return onlyFile === undefined ? localChangesOnly(configuration, change) : undefined
}

/** Whether a file may be edited by any change at all. */
export function mayEdit({ path, readOnly }: ConfigFile, { onlyFile }: Reach): boolean {
  return readOnly === undefined && (onlyFile === undefined || onlyFile.path === path)
}

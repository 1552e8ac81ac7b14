import { parse } from '../../../grammar/index.js'
import { dirname } from '../../config/environment/paths.js'
import {
  type Change,
  type ConfigFile,
  type Configuration,
  type Definition,
  EnvironmentError,
} from '../../config/index.js'
import { toJson } from '../../schema/index.js'

/** The local changes file as a place for changes (language spec 7). */
export interface LocalChanges {
  /**
   * Undefined when no option names a file, or it cannot be written; a missing file counts as empty.
   */
  readonly file: ConfigFile | undefined
  /** Why the named file cannot take changes: `no permission to write it`. */
  readonly problem?: string
}

/** Whether changes can go into a local changes file, which need not exist yet. */
export async function localChangesOf(configuration: Configuration): Promise<LocalChanges> {
  const { localChanges, options } = configuration
  if (localChanges === undefined) return { file: undefined }
  const { name, path, productPath, file } = localChanges
  if (file !== undefined) {
    return file.readOnly === undefined ? { file } : { file: undefined, problem: 'it is read-only' }
  }
  const { environment } = options
  try {
    if ((await environment.status(path)) !== undefined) {
      return { file: undefined, problem: 'it cannot be read' }
    }
    const folder = await environment.status(dirname(path))
    if (folder?.kind !== 'directory') {
      return { file: undefined, problem: 'its folder does not exist' }
    }
    const realPath = `${await environment.realPath(dirname(path))}/${path.slice(dirname(path).length).replace(/^\//, '')}`
    const document = parse('', { name })
    const place = { name, path, realPath, productPath, folderIdentity: folder.identity }
    return { file: { ...place, document, readOnly: undefined, inclusions: [] } }
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error
    return { file: undefined, problem: error.reason }
  }
}

/** Matches options that must be known before the local changes file is read, so cannot be in it. */
const READ_BEFORE = /^local_changes_(?:file|only)$/i

/**
 * The option that sends every change to the local changes file (language spec 7); undefined when it
 * is off, or does not apply to this change.
 */
export function localChangesOnly(
  configuration: Configuration,
  { path, option }: Change,
): Definition | undefined {
  if (path.length === 0 && option !== undefined && READ_BEFORE.test(option)) return undefined
  const only = configuration.written([], 'Local_Changes_Only')
  if (only === undefined) return undefined
  const type = configuration.optionType([], 'Local_Changes_Only')
  return toJson(type, only.value) === true ? only : undefined
}

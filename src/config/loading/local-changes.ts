import type { Diagnostic } from '../../diagnostics/index.js'
import { EnvironmentError } from '../environment/environment.js'
import { dirname, resolvePath } from '../environment/paths.js'
import { MergedScope } from '../merging/merged-scope.js'
import type { ConfigFile, Definition } from '../model.js'
import type { FileReader } from './file-reader.js'
import { localChangesInMain, unreadable } from './include-findings.js'

import type { LoadedFile } from './loaded-file.js'
import type { Reading } from './reading.js'

/** The file that is read after all others, wherever its option is written (language spec 7). */
export interface LocalChangesFile {
  /** The effective definition of Local_Changes_File. */
  readonly definition: Definition
  readonly name: string
  readonly path: string
  readonly productPath: string
  /** Undefined while there is no such file yet, or it cannot be read. */
  readonly file: ConfigFile | undefined
}

/** The same while a configuration is loaded. */
export interface LoadedLocalChanges extends LocalChangesFile {
  readonly file: LoadedFile | undefined
}

/**
 * Finds the local changes file, when all other files have been read. A relative path is resolved
 * against the file that sets it. A file that does not exist yet is no mistake.
 */
export async function findLocalChanges(
  reading: Reading,
  reader: FileReader,
  report: (finding: Diagnostic) => void,
): Promise<LoadedLocalChanges | undefined> {
  const { options } = MergedScope.global(undefined, [reading])
  const definition = options.get('local_changes_file')?.at(-1)
  const value = definition?.value
  if (definition === undefined || value?.type !== 'scalar' || value.value === '') return undefined
  const { inclusion } = definition
  const path = resolvePath(dirname(inclusion.file.productPath), value.value)
  const { start, end } = value
  const request = { inclusion, operand: value.value, start, end, subject: 'Local changes file' }
  const inside = reader.sysroot.inside(path)
  const known = { definition, ...inside, name: reader.displayName(inside.path) }
  try {
    for (const place of [inside, reader.sysroot.outside(path) ?? []].flat()) {
      const status = await reader.status(place.path)
      if (status === undefined) continue
      const found = { definition, ...place, name: reader.displayName(place.path) }
      if (status.kind !== 'file') {
        report(unreadable(request, found.name, 'it is no regular file'))
        return { ...found, file: undefined }
      }
      const file = await reader.open(place, status)
      if (file !== reading.inclusion.file) return { ...found, file }
      report(localChangesInMain(request, file))
      return undefined
    }
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error
    report(unreadable(request, known.name, error.reason))
  }
  return { ...known, file: undefined }
}

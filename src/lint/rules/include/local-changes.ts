import type { Configuration } from '../../../config/index.js'
import { diagnostic } from '../../../diagnostics/index.js'
import { toJson } from '../../../schema/index.js'
import type { ConfigurationRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'

/** The permission bits that let anybody write a file. */
const ANY_WRITE = 0o222

/**
 * A local changes file that cannot take changes (language spec 7). Loading the configuration
 * already reports one that is the main file or included.
 */
export const localChanges: ConfigurationRule = {
  codes: ['include/local-changes'],
  about: ['local_changes_file', 'local_changes_only'],
  *check(configuration) {
    const { localChanges } = configuration
    if (localChanges === undefined) {
      const only = onlyLocalChanges(configuration)
      if (only !== undefined) {
        yield diagnostic(
          'include/local-changes',
          only,
          'Local_Changes_Only is on, but no Local_Changes_File is set',
          {
            detail:
              'Changes have nowhere to go. Name a file for them: ' +
              'Local_Changes_File = "/opt/msys/ecelerity/etc/local_changes.conf".',
          },
        )
      }
      return
    }
    const { file, definition } = localChanges
    if (file?.mode === undefined || (file.mode & ANY_WRITE) !== 0) return
    const { start, end } = definition.value
    yield diagnostic(
      'include/local-changes',
      { file: definition.inclusion.file.name, start, end },
      `Local changes file ${quoted(file.name)} cannot be written`,
      {
        detail:
          'Its mode lets nobody write it, so changes cannot be saved there. ' +
          'Give the user of the product the right to.',
      },
    )
  },
}

/** Where Local_Changes_Only is switched on; undefined when it is off. */
function onlyLocalChanges(configuration: Configuration) {
  const only = configuration.written([], 'Local_Changes_Only')
  if (only === undefined) return undefined
  const type = configuration.optionType([], 'Local_Changes_Only')
  const named = configuration.written([], 'Local_Changes_File')?.value
  // A local changes file that cannot be used was reported when the configuration was loaded.
  const isReported = named?.type === 'scalar' && named.value !== ''
  if (isReported || toJson(type, only.value) !== true) return undefined
  const { start, end } = only.node.nameToken
  return { file: only.inclusion.file.name, start, end }
}

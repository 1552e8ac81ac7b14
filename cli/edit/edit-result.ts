import type { Configuration } from '../../src/config/index.js'
import { type ChangeSet, resultTexts } from '../../src/edit/index.js'
import { WriteError, withAccess } from '../../src/node/index.js'
import { failureOf } from '../../src/project/changes/carry-out.js'
import { EditedFiles } from '../../src/project/edit/edited-files.js'
import { machineOf } from '../../src/project/recovery/machine.js'
import { HOST } from '../host.js'
import type { EditFlags } from './flags.js'
import { editFiles } from './session.js'

/**
 * Lets the user go on by hand with what a change set comes to, as `edit` does.
 * @param configuration the one that the change set was made for
 * @returns whether anything was written
 * @throws Failure, Refusal
 */
export async function editResult(
  changeSet: ChangeSet,
  configuration: Configuration,
  flags: Omit<EditFlags, 'continue' | 'afresh'>,
): Promise<boolean> {
  const results = resultTexts(changeSet, configuration)
  const files = configuration.files.filter(({ path }) => results.has(path))
  const texts = new Map(
    files.flatMap(({ path, realPath }) => {
      const text = results.get(path)
      return text === undefined ? [] : [[realPath, text] as const]
    }),
  )
  return editFiles({
    edited: EditedFiles.of(flags, configuration.main, files, HOST),
    // `--force` is about attributes and readers there, and not about errors.
    flags: { ...flags, force: false, continue: false, afresh: false },
    mayLoseAttributes: flags.force,
    mayExpose: flags.force,
    carried: carriedWithAccess(changeSet),
    words: files.map(({ name }) => name),
    texts,
  })
}

/** Who can read the text of other files is told before the editor runs: by its end others may lie there. */
function carriedWithAccess(changeSet: ChangeSet): NonNullable<ChangeSet['carried']> {
  try {
    return withAccess(changeSet, machineOf(HOST)).carried ?? []
  } catch (error) {
    throw error instanceof WriteError ? failureOf(error) : error
  }
}

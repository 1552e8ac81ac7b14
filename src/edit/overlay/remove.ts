import { type Configuration, type LoadOptions, load } from '../../config/index.js'
import type { IncludeView } from '../../syntax/index.js'
import type { ChangeSet, Placement } from '../change-set.js'
import { ifBroken } from '../refusals.js'
import { removeStatements } from '../removal.js'
import { changeSetOf, type Outcome } from './plan.js'
import * as refusals from './refusals.js'
import { findInclusions, findTarget, type OverlayTarget } from './target.js'

/**
 * What it takes to take the line of an overlay out of a configuration. The overlay itself need not
 * exist any more. When there is no such line, nothing changes.
 * @param base the main file
 * @throws EnvironmentError when the base can not be read
 */
export async function planOverlayRemove(
  base: string,
  overlay: string,
  options: LoadOptions,
): Promise<ChangeSet> {
  const configuration = await load(base, options)
  const target = await findTarget(overlay, options)
  const outcome = planRemoval(configuration, target)
  return changeSetOf(configuration, configuration.files, outcome)
}

function planRemoval(configuration: Configuration, target: OverlayTarget): Outcome {
  const { main } = configuration
  const { statements, atTopLevel, inStanzas } = findInclusions(configuration, target)
  if (statements.length === 0) {
    const [otherwise] = [...atTopLevel, ...inStanzas]
    return otherwise === undefined
      ? { notes: [`${main.name} does not take ${target.name} in`] }
      : { refusals: [refusals.notByOwnLine(otherwise.file, otherwise)] }
  }
  const refusal = refusals.baseReadOnly(main) ?? ifBroken(main)
  if (refusal !== undefined) return { refusals: [refusal] }
  return {
    edits: removeStatements(main.document, statements),
    placements: statements.map((statement) => removed(configuration, statement)),
  }
}

function removed({ main }: Configuration, statement: IncludeView): Placement {
  const { name, path, document } = main
  return {
    action: 'delete',
    file: name,
    path,
    ...document.source.position(statement.start),
    reason: 'the line that takes the overlay in',
    before: statement.text,
  }
}

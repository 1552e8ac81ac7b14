import { type Configuration, type LoadOptions, load } from '../../config/index.js'
import type { IncludeView } from '../../syntax/index.js'
import type { ChangeOptions } from '../change/change.js'
import type { ChangeSet, Placement } from '../change/change-set.js'
import { ifBroken } from '../change/refusals.js'
import { removeStatements } from '../text/removal.js'
import { findInclusions } from './inclusions.js'
import { changeSetOf, type Outcome, refused } from './outcome.js'
import * as refusals from './refusals.js'
import { findTarget, type OverlayTarget } from './target.js'

/**
 * Plans the removal of the include lines of overlays, which need not exist any more. Without such a
 * line, nothing changes.
 * @param base the main file
 * @param given files and folders
 * @throws EnvironmentError when the base cannot be read
 */
export async function planOverlayRemove(
  base: string,
  given: readonly string[],
  options: LoadOptions & Pick<ChangeOptions, 'message'>,
): Promise<ChangeSet> {
  const configuration = await load(base, options)
  const targets: OverlayTarget[] = []
  for (const each of given) targets.push(await findTarget(each, options))
  const outcome = await removalOutcome(configuration, targets)
  return changeSetOf(configuration, configuration.files, outcome, options.message)
}

async function removalOutcome(
  configuration: Configuration,
  targets: readonly OverlayTarget[],
): Promise<Outcome> {
  const { main } = configuration
  const statements = new Map<number, IncludeView>()
  const notes: string[] = []
  for (const target of targets) {
    const found = await findInclusions(configuration, target)
    for (const statement of found.statements) statements.set(statement.index, statement)
    if (found.statements.length > 0) continue
    const [otherwise] = [...found.atTopLevel, ...found.inStanzas]
    if (otherwise !== undefined) {
      return refused(refusals.notByOwnLine(otherwise.file, otherwise))
    }
    notes.push(`${main.name} does not take ${target.name} in`)
  }
  if (statements.size === 0) return { notes }
  const refusal = refusals.baseReadOnly(main) ?? ifBroken(main)
  if (refusal !== undefined) return refused(refusal)
  const lines = [...statements.values()]
  return {
    edits: removeStatements(main.document, lines),
    placements: lines.map((statement) => removed(configuration, statement)),
    notes,
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

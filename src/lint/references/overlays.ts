import { basename } from '../../config/environment/paths.js'
import type { Configuration, Definition, Inclusion } from '../../config/index.js'
import type { IncludeView, ItemView } from '../../syntax/index.js'

/**
 * A file that the main file includes read-only at its top level. It is meant to override what
 * precedes it, so it must be read last (language spec 6).
 */
export interface Overlay {
  readonly inclusion: Inclusion
  readonly statement: IncludeView
  /** The statements of the main file that are read after the overlay, without other overlays. */
  readonly followers: readonly ItemView[]
}

/** The overlays of a configuration. A folder included read-only is not an overlay. */
export function overlaysOf(configuration: Configuration): Overlay[] {
  const { items } = configuration.main.document.root
  return configuration.inclusions.flatMap((inclusion) => {
    const { parent, statement, file, within } = inclusion
    if (parent?.file !== configuration.main || parent.parent !== undefined) return []
    if (!statement?.readOnly || within.length > 0 || !namesFile(statement, file.path)) return []
    const followers = items.filter(
      (item) =>
        item.index > statement.index &&
        item.type !== 'error' &&
        !(item.type === 'include' && item.readOnly),
    )
    return [{ inclusion, statement, followers }]
  })
}

/** Whether an include names a file itself, and not the folder of the file. */
function namesFile({ target }: IncludeView, path: string): boolean {
  return basename(target?.value ?? '') === basename(path)
}

/** A statement of the main file that contains or includes a definition. */
export interface MainStatement {
  readonly index: number
  readonly isReadOnlyInclude: boolean
}

/**
 * The statement of the main file that a definition comes from: an option, a stanza or an include.
 */
export function mainStatement(
  definition: Definition,
  configuration: Configuration,
): MainStatement | undefined {
  let statement: IncludeView | undefined
  let inclusion: Inclusion | undefined = definition.inclusion
  for (; inclusion.parent !== undefined; inclusion = inclusion.parent) {
    // The local changes file is read after everything else, and is meant to win.
    if (inclusion.localChanges !== undefined) return undefined
    statement = inclusion.statement
  }
  if (inclusion.file !== configuration.main) return undefined
  return statement === undefined
    ? { index: definition.node.index, isReadOnlyInclude: false }
    : { index: statement.index, isReadOnlyInclude: statement.readOnly }
}

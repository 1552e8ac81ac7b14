import type {
  ConfigFile,
  Configuration,
  Definition,
  Inclusion,
  Scope,
  ScopePath,
} from '../../config/index.js'
import { pathKey } from '../../config/merging/identity.js'
import type { FileView, ScopeView } from '../../syntax/index.js'

/** A part of a text whose statements belong to one scope: the body of a stanza, or a whole file. */
export interface Block {
  readonly file: ConfigFile
  readonly body: ScopeView | FileView
  /** The place of its text in the expanded text; see `expandedPlace`. */
  readonly place: readonly number[]
}

/**
 * The blocks that define a scope, in document order: its stanzas, and the files included within
 * them (language spec 7). Global is defined in the main file.
 */
export function blocksOf(configuration: Configuration, scope: Scope): Block[] {
  const { main } = configuration
  if (scope.path.length === 0) return [{ file: main, body: main.document.root, place: [] }]
  const blocks: Block[] = scope.stanzas
    .filter(({ inclusion }) => !inclusion.file.virtual)
    .map(({ inclusion, node }) => ({
      file: inclusion.file,
      body: node,
      place: expandedPlace(inclusion),
    }))
  return sorted([...blocks, ...filesWithin(configuration, scope.path)])
}

/** All blocks of Global in document order: the main file, and files included at top level. */
export function globalBlocks(configuration: Configuration): Block[] {
  const { main } = configuration
  const first = { file: main, body: main.document.root, place: [] }
  return sorted([first, ...filesWithin(configuration, [])])
}

/**
 * The files whose statements belong to a scope. A file included within a stanza defines the scope
 * even when empty; an empty file at top level does not define Global.
 */
function filesWithin({ inclusions }: Configuration, path: ScopePath): Block[] {
  const key = pathKey(path)
  return inclusions.flatMap((inclusion) => {
    const { file, within, parent } = inclusion
    if (parent === undefined || within.length !== path.length || pathKey(within) !== key) return []
    const body = file.document.root
    if (path.length === 0 && body.eachItem().next().done) return []
    return [{ file, body, place: expandedPlace(inclusion) }]
  })
}

function sorted(blocks: readonly Block[]): Block[] {
  const start = ({ body }: Block) => (body.type === 'file' ? 0 : body.start)
  return [...blocks].sort((a, b) => compare([...a.place, start(a)], [...b.place, start(b)]))
}

/**
 * Where a new statement must go in a block to be read after a definition.
 * @returns the index of the statement that it must follow, -1 for any place; undefined when the
 *   whole block is read before the definition
 */
export function behindDefinition(block: Block, definition: Definition): number | undefined {
  const place = [...expandedPlace(definition.inclusion), definition.node.start]
  const differs = block.place.findIndex((step, index) => step !== place[index])
  if (differs === -1) return place[block.place.length] as number
  return (block.place[differs] as number) > (place[differs] as number) ? -1 : undefined
}

/**
 * The place of an included text in the expanded text: for each include on the way, the index of the
 * statement, and the number of the inclusion.
 */
export function expandedPlace(inclusion: Inclusion): number[] {
  const place: number[] = []
  for (let at: Inclusion | undefined = inclusion; at?.parent !== undefined; at = at.parent) {
    // The local changes file comes last, wherever the option that names it is.
    if (at.localChanges !== undefined) return [Number.POSITIVE_INFINITY, ...place]
    place.unshift(at.statement?.start ?? 0, at.order)
  }
  return place
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const difference = (a[at] as number) - (b[at] as number)
    if (difference !== 0 && !Number.isNaN(difference)) return difference
  }
  return a.length - b.length
}

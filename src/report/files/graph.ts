import type { Configuration } from '../../config/index.js'
import { type InclusionPlace, inclusionPlace } from './inclusion-place.js'

/** The files of a configuration, and which includes which. */
export interface FileGraph {
  /** The files in the order of reading, beginning with the main file. */
  readonly nodes: readonly FileNode[]
  /** The inclusions in the order of reading. */
  readonly edges: readonly InclusionEdge[]
}

export interface FileNode {
  /** A name that is valid in all graph languages: `f0`. */
  readonly id: string
  readonly name: string
  readonly isMain: boolean
  /** Why the file must not be written; undefined when it may be. */
  readonly readOnly: string | undefined
}

export interface InclusionEdge {
  readonly from: string
  readonly to: string
  /** The 1-based number of the inclusion in the order of reading, and its line: `2: line 60`. */
  readonly label: string
  /** Whether the statement is a plain `include`. */
  readonly isPlain: boolean
}

/** The graph of a configuration: each file once, with an edge for each inclusion. */
export function fileGraph({ main, inclusions }: Configuration): FileGraph {
  const ids = new Map<string, string>()
  const nodes: FileNode[] = []
  const edges: InclusionEdge[] = []
  for (const inclusion of inclusions) {
    const { file, parent } = inclusion
    if (!ids.has(file.realPath)) {
      const id = `f${nodes.length}`
      ids.set(file.realPath, id)
      nodes.push({ id, name: file.name, isMain: file === main, readOnly: file.readOnly?.kind })
    }
    const place = inclusionPlace(inclusion)
    const from = parent && ids.get(parent.file.realPath)
    const to = ids.get(file.realPath)
    if (place === undefined || from === undefined || to === undefined) continue
    const label = edgeLabel(edges.length + 1, place)
    edges.push({ from, to, label, isPlain: place.keyword === 'include' })
  }
  return { nodes, edges }
}

function edgeLabel(number: number, { keyword, line }: InclusionPlace): string {
  return keyword === 'include' ? `${number}: line ${line}` : `${number}: ${keyword}, line ${line}`
}

import type { Configuration } from '../../config/index.js'
import { type InclusionPlace, inclusionPlace } from './inclusion-place.js'

/** Which file of a configuration takes which in. */
export interface FileGraph {
  /** In the order of reading; the main file is the first. */
  readonly nodes: readonly FileNode[]
  /** In the order of reading. */
  readonly edges: readonly InclusionEdge[]
}

export interface FileNode {
  /** Good as a name in any language of graphs: `f0`. */
  readonly id: string
  readonly name: string
  readonly isMain: boolean
  /** Why it must not be written; undefined when it may be. */
  readonly readOnly: string | undefined
}

export interface InclusionEdge {
  readonly from: string
  readonly to: string
  /** The place of the statement in the order of reading, from 1, and its line: `2: line 60`. */
  readonly label: string
  /** Whether it is a plain `include`. */
  readonly isPlain: boolean
}

/** Draws a configuration: every file once, and an edge for each time that it is taken in. */
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

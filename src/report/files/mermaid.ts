import { visible } from '../layout/visible.js'
import type { FileGraph, FileNode } from './graph.js'

/** A graph for Mermaid, which GitHub and GitLab draw: main file bold, read-only files dashed. */
export function mermaidText({ nodes, edges }: FileGraph): string {
  const lines = [
    'flowchart LR',
    ...nodes.map((node) => `  ${node.id}["${label(node)}"]${classOf(node)}`),
    ...edges.map(({ from, to, label, isPlain }) => {
      return `  ${from} ${isPlain ? '-->' : '-.->'}|"${label}"| ${to}`
    }),
    '  classDef main stroke-width:3px',
    '  classDef readOnly stroke-dasharray:5 5',
  ]
  return `${lines.join('\n')}\n`
}

function label({ name, readOnly }: FileNode): string {
  return readOnly === undefined ? escaped(name) : `${escaped(name)}<br/>read-only (${readOnly})`
}

function classOf({ isMain, readOnly }: FileNode): string {
  if (readOnly !== undefined) return ':::readOnly'
  return isMain ? ':::main' : ''
}

/** Replaces characters with a meaning in Mermaid by their numbers. */
function escaped(text: string): string {
  return visible(text).replace(
    /[^\p{L}\p{M}\p{N} ._/(),@+=~-]/gu,
    (sign) => `#${sign.codePointAt(0)};`,
  )
}

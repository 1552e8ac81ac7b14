import { visible } from '../layout/visible.js'
import type { FileGraph, FileNode } from './graph.js'

/** A graph for Graphviz: the main file is bold, read-only files are dashed and grey. */
export function dotText({ nodes, edges }: FileGraph): string {
  const lines = [
    'digraph files {',
    '  rankdir=LR',
    '  node [shape=box]',
    ...nodes.map((node) => `  ${node.id} [${attributes(node).join(', ')}]`),
    ...edges.map(({ from, to, label, isPlain }) => {
      const style = isPlain ? '' : ', style=dashed'
      return `  ${from} -> ${to} [label=${quoted(label)}${style}]`
    }),
    '}',
  ]
  return `${lines.join('\n')}\n`
}

function attributes({ name, isMain, readOnly }: FileNode): string[] {
  const label = readOnly === undefined ? [name] : [name, `read-only (${readOnly})`]
  return [
    `label=${quoted(...label)}`,
    ...(isMain ? ['penwidth=2'] : []),
    ...(readOnly === undefined ? [] : ['style="dashed,filled"', 'fillcolor="gray92"']),
  ]
}

/**
 * The lines of a label, quoted; Graphviz interprets escapes with backslashes, and HTML entities.
 */
function quoted(...lines: readonly string[]): string {
  const escaped = lines.map((line) =>
    visible(line).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('&', '&amp;'),
  )
  return `"${escaped.join('\\n')}"`
}

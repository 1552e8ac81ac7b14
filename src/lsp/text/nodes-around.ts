import { firstTokenFrom, partitionPoint, type SyntaxTree } from '../../syntax/index.js'

/** The nodes that have an index in them or at their edge, outermost first. The first is the file. */
export function nodesAround(tree: SyntaxTree, index: number): number[] {
  const around = [0]
  for (;;) {
    const outer = around.at(-1) as number
    const inner = childAround(tree, outer, index)
    if (inner === undefined) return around
    around.push(inner)
  }
}

function childAround(tree: SyntaxTree, outer: number, index: number): number | undefined {
  const { tokens } = tree
  const limit = tree.next[outer] as number
  for (let child = outer + 1; child < limit; child = tree.next[child] as number) {
    const start = tokens.start[tree.first[child] as number] as number
    if (start > index) return undefined
    if ((tokens.end[(tree.limit[child] as number) - 1] as number) >= index) return child
  }
  return undefined
}

/** The token that has an index in it, or else ends or begins there; undefined between tokens. */
export function tokenAt(tree: SyntaxTree, index: number): number | undefined {
  const { tokens } = tree
  const next = firstTokenFrom(tree, index)
  if (next < tokens.count && (tokens.start[next] as number) === index) return next
  const last = partitionPoint(next, (token) => (tokens.end[token] as number) < index)
  return last < next ? last : undefined
}

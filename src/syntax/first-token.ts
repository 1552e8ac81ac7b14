import { partitionPoint } from './partition-point.js'
import type { SyntaxTree } from './tree.js'

/** The number of the first token that begins at or after an index; the number of all when none does. */
export function firstTokenFrom({ tokens: { start, count } }: SyntaxTree, index: number): number {
  return partitionPoint(count, (token) => (start[token] as number) < index)
}

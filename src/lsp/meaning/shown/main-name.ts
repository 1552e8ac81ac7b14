import type { LintTarget } from '../../../project/targets/lint-targets.js'
import type { PlainBlock } from './markup.js'

/** A configuration for people: its main file, and the node that it is read for. */
export function mainName({ configuration, node }: LintTarget): string {
  const { name } = configuration.main
  return node === undefined ? name : `${name}, node ${node}`
}

/** A text that says something about one configuration, for each of several. */
export interface OfTarget {
  readonly target: LintTarget
  readonly text: string
}

/** A block for each different text, below the names of its configurations when there are several. */
export function blocksOfTargets(texts: readonly OfTarget[]): readonly PlainBlock[] {
  const groups = groupedByText(texts)
  return groups.map(({ names, text }) =>
    groups.length === 1 ? { text } : { heading: names.join(', '), text },
  )
}

/** Equal texts together, with the configurations that they are about, in the order of the first. */
function groupedByText(
  texts: readonly OfTarget[],
): readonly { readonly names: readonly string[]; readonly text: string }[] {
  const groups = new Map<string, Set<string>>()
  for (const { target, text } of texts) {
    const names = groups.get(text) ?? new Set()
    groups.set(text, names.add(mainName(target)))
  }
  return [...groups].map(([text, names]) => ({ names: [...names], text }))
}

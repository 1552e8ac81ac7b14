import { type Effort, isAmbiguous } from './ambiguity.js'
import type { Alternatives, PcreNode } from './nodes.js'

/** The repeat count from which a limit no longer helps. */
const MANY = 10

/** How many steps the search may take for any expression. */
const MOST_STEPS = 20_000
/** How many more steps the search may take per character of the expression. */
const STEPS_A_CHARACTER = 200

/**
 * The first repetition in a regular expression that can take exponential time: it matches the same
 * text in many ways, and what follows may fail, so that all of them are tried.
 */
export function slowPart(alternatives: Alternatives): PcreNode | undefined {
  const length = alternatives.at(-1)?.at(-1)?.end ?? 0
  return slowAmong(alternatives, false, { steps: MOST_STEPS + STEPS_A_CHARACTER * length })
}

/** @param mayFail whether the parts after these may fail to match */
function slowAmong(
  alternatives: Alternatives,
  mayFail: boolean,
  effort: Effort,
): PcreNode | undefined {
  for (const sequence of alternatives) {
    let isFollowed = mayFail
    let first: PcreNode | undefined
    for (const node of sequence.toReversed()) {
      first = slowIn(node, isFollowed, effort) ?? first
      isFollowed ||= !canBeEmpty(node)
    }
    if (first !== undefined) return first
  }
  return undefined
}

function slowIn(node: PcreNode, mayFail: boolean, effort: Effort): PcreNode | undefined {
  switch (node.type) {
    case 'group':
      return slowAmong(node.alternatives, mayFail && !node.atomic, effort)
    case 'look-around':
      return slowAmong(node.alternatives, false, effort)
    case 'repeat': {
      const { item, least, most, possessive } = node
      const isFollowed = mayFail && !possessive
      const inner = slowIn(item, isFollowed || least > 1, effort)
      if (inner !== undefined) return inner
      return most >= MANY && isFollowed && isAmbiguous(item, effort) ? node : undefined
    }
    default:
      return undefined
  }
}

/** Whether a part can match the empty text anywhere. */
function canBeEmpty(node: PcreNode): boolean {
  switch (node.type) {
    case 'group':
      return node.alternatives.some((sequence) => sequence.every(canBeEmpty))
    case 'repeat':
      return node.least === 0 || canBeEmpty(node.item)
    default:
      return false
  }
}

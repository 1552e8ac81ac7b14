import { ANY, NOT_NEW_LINE, single } from '../../../schema/values/pcre/character-set.js'
import type { Alternatives, PcreNode } from '../../../schema/values/pcre/nodes.js'

/**
 * Whether an expression that is searched for anywhere in a text begins to match only where it says
 * so: each of its alternatives begins with `^`, or with something like `.*` that is plainly meant to
 * pass over anything.
 */
export function saysWhereItBegins(alternatives: Alternatives): boolean {
  return alternatives.every(([first, ...rest]) => {
    if (first === undefined) return false
    if (isAnything(first)) return rest.length === 0
    return beginsPlainly(first) && !(first.type === 'group' && isCount(rest))
  })
}

/** `{,2}` stands for itself in PCRE 8, and for a count in the newest PCRE2. */
function isCount([brace, comma]: readonly PcreNode[]): boolean {
  return isSign(brace, '{') && isSign(comma, ',')
}

function isSign(node: PcreNode | undefined, sign: string): boolean {
  return node?.type === 'characters' && `${node.set}` === `${single(sign.charCodeAt(0))}`
}

function beginsPlainly(node: PcreNode): boolean {
  switch (node.type) {
    case 'assertion':
      return node.place === 'text-start' || node.place === 'line-start'
    case 'group':
      return saysWhereItBegins(node.alternatives)
    case 'repeat':
      // A group that may be left out says nothing about where the match begins.
      return isAnything(node.item) || (node.least > 0 && beginsPlainly(node.item))
    default:
      return false
  }
}

/** `.` */
function isAnything(node: PcreNode): boolean {
  return node.type === 'characters' && (node.set === ANY || node.set === NOT_NEW_LINE)
}

import { ANY, NOT_NEW_LINE, single } from '../../../schema/values/pcre/character-set.js'
import type { Alternatives, PcreNode } from '../../../schema/values/pcre/nodes.js'

/**
 * Whether an expression, which is searched for anywhere in a text, states where its match begins:
 * each alternative begins with `^`, or with something like `.*`, plainly meant to skip any text.
 */
export function saysWhereItBegins(alternatives: Alternatives): boolean {
  return alternatives.every(([first, ...rest]) => {
    if (first === undefined) return false
    if (isAnything(first)) return rest.length === 0
    return beginsPlainly(first) && !(first.type === 'group' && isCount(rest))
  })
}

/** Whether `{,2}` follows: literal text in PCRE 8, but a repeat count in the newest PCRE2. */
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
      // An optional group does not state where the match begins.
      return isAnything(node.item) || (node.least > 0 && beginsPlainly(node.item))
    default:
      return false
  }
}

/** Whether a node is `.`. */
function isAnything(node: PcreNode): boolean {
  return node.type === 'characters' && (node.set === ANY || node.set === NOT_NEW_LINE)
}

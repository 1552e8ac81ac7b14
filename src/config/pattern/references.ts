import { inAnyCase, single } from '../../schema/values/pcre/character-set.js'
import type { Alternatives, Group, PcreNode } from '../../schema/values/pcre/nodes.js'
import type { Budget } from './budget.js'

/** How many texts a group may match for references to it to be followed. */
const MOST_TEXTS = 256

/**
 * Replaces references to a group in the same sequence: `(a|b)x\1` becomes `axa|bxb`. Only for a
 * group that can match few texts and whose name is unique; other references stay.
 */
export function followReferences(
  sequence: readonly PcreNode[],
  referredTo: ReadonlySet<number | string>,
  budget: Budget,
): readonly PcreNode[] {
  if (referredTo.size === 0) return sequence
  for (const [index, captured] of sequence.entries()) {
    if (captured.type !== 'group' || captured.number === undefined) continue
    if (!referredTo.has(captured.number) && !referredTo.has(captured.name ?? '')) continue
    const texts = textsOf(captured.alternatives)
    if (texts === undefined) continue
    const rest = sequence.slice(index + 1)
    const alternatives = [...new Set(texts)].map((text) => [
      ...literal(text, captured, false),
      ...rest.map((node) => substituted(node, captured, text, budget)),
    ])
    const { start, end } = captured
    return [...sequence.slice(0, index), { type: 'group', start, end, alternatives, atomic: false }]
  }
  return sequence
}

/** The groups that an expression refers to, by number or name. */
export function referencesIn(alternatives: Alternatives): ReadonlySet<number | string> {
  const found = new Set<number | string>()
  const look = (node: PcreNode) => {
    if (node.type === 'reference') found.add(node.to)
    else if (node.type === 'repeat') look(node.item)
    else if (node.type === 'group' || node.type === 'look-around') {
      for (const sequence of node.alternatives) for (const each of sequence) look(each)
    }
  }
  for (const sequence of alternatives) for (const node of sequence) look(node)
  return found
}

function substituted(node: PcreNode, group: Group, text: string, budget: Budget): PcreNode {
  budget.spend(1 + text.length)
  const inside = (alternatives: Alternatives) =>
    alternatives.map((sequence) => sequence.map((each) => substituted(each, group, text, budget)))
  switch (node.type) {
    case 'reference': {
      if (node.to !== group.number && node.to !== group.name) return node
      const { start, end, anyCase } = node
      const alternatives = [literal(text, node, anyCase)]
      return { type: 'group', start, end, alternatives, atomic: false }
    }
    case 'repeat':
      return { ...node, item: substituted(node.item, group, text, budget) }
    case 'group':
    case 'look-around':
      return { ...node, alternatives: inside(node.alternatives) }
    default:
      return node
  }
}

function literal(text: string, { start, end }: PcreNode, anyCase: boolean): PcreNode[] {
  return [...text].map((character) => {
    const set = single(character.charCodeAt(0))
    return { type: 'characters', start, end, set: anyCase ? inAnyCase(set) : set }
  })
}

/** All texts that an expression matches; undefined when they are too many or unknown. */
function textsOf(alternatives: Alternatives): string[] | undefined {
  const texts: string[] = []
  for (const sequence of alternatives) {
    let heads = ['']
    for (const node of sequence) {
      const tails = textsOfNode(node)
      if (tails === undefined || heads.length * tails.length > MOST_TEXTS) return undefined
      heads = heads.flatMap((head) => tails.map((tail) => head + tail))
    }
    texts.push(...heads)
    if (texts.length > MOST_TEXTS) return undefined
  }
  return texts
}

function textsOfNode(node: PcreNode): string[] | undefined {
  switch (node.type) {
    case 'characters': {
      const texts: string[] = []
      for (const [first, last] of node.set) {
        // Characters above 255 are not bytes, and never match.
        if (last > 0xff || texts.length + last - first >= MOST_TEXTS) return undefined
        for (let code = first; code <= last; code++) texts.push(String.fromCharCode(code))
      }
      return texts
    }
    case 'group':
      return node.atomic ? undefined : textsOf(node.alternatives)
    default:
      return undefined
  }
}

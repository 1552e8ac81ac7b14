import { RESTART, SECRET } from '../model/model.js'
import { nameOf, type Target } from './targets.js'
import type { Tree } from './tree.js'

/** A definition of an option, as `why` tells it. */
export interface ExplainedLine {
  readonly value: string
  readonly place: string
  readonly layer: number
  readonly reason: string
  readonly wins: boolean
  /** The inclusions that lead there, the nearest first. */
  readonly chain: readonly string[]
}

/** A scope that a value would be found in, or is. */
export interface FallbackLine {
  readonly scope: string
  /** Absent where it is not set. */
  readonly value?: string
  readonly place?: string
  readonly used: boolean
}

/** Why an option of a scope has its value. */
export interface ValueExplanation {
  readonly name: string
  readonly scope: string
  readonly value: string
  readonly definitions: readonly ExplainedLine[]
  readonly fallback: readonly FallbackLine[]
  readonly default: string | undefined
  readonly usesDefault: boolean
  readonly description: string | undefined
  readonly expected: string | undefined
  readonly restart: boolean
  readonly secret: boolean
}

export function explain(tree: Tree, target: Exclude<Target, { kind: 'scope' }>): ValueExplanation {
  const { scope } = target
  const list = tree.listOf(scope)
  const name = nameOf(tree, target)
  const lowerName = name.toLowerCase()
  const option = target.kind === 'option' ? target.option : undefined
  const entry = list?.name.findIndex((each) => tree.lower(each) === lowerName) ?? -1
  const kind = list?.fallback[entry]
  const text = (index: number | undefined) =>
    index === undefined || index === -1 ? undefined : tree.text(index)
  const usual = text(list?.default[entry])
  const used = option ?? (kind === undefined ? undefined : tree.source(scope, lowerName, kind))
  const flags =
    (list?.flags[entry] ?? 0) | (used === undefined ? 0 : (tree.model.options.flags[used] ?? 0))
  return {
    name,
    scope: tree.path(scope),
    value: used === undefined ? (usual ?? '') : tree.value(tree.winner(used)),
    definitions: option === undefined ? [] : definitionsOf(tree, option),
    // An option that is unknown in its scope is searched for around it.
    fallback: fallbackOf(
      tree,
      scope,
      lowerName,
      kind ?? 1,
      option === undefined ? used : undefined,
    ),
    default: usual,
    usesDefault: used === undefined && usual !== undefined,
    description: text(list?.description[entry]),
    expected: text(list?.expected[entry]),
    restart: (flags & RESTART) !== 0,
    secret: (flags & SECRET) !== 0,
  }
}

function definitionsOf(tree: Tree, option: number): ExplainedLine[] {
  const [first, end] = [
    tree.firstDefinition[option] as number,
    tree.firstDefinition[option + 1] as number,
  ]
  const { reason, chain } = tree.model.definitions
  return Array.from({ length: end - first }, (_, index) => {
    const each = first + index
    return {
      value: tree.value(each),
      place: tree.placeText(tree.place(each)),
      layer: tree.layer(each),
      reason: tree.text(reason[each] as number),
      wins: each === end - 1,
      chain: tree.model.chains[chain[each] as number] ?? [],
    }
  })
}

/** As `why` tells them: the scopes with a value at each place, or that nothing is set there. */
function fallbackOf(
  tree: Tree,
  scope: number,
  lowerName: string,
  kind: number,
  used: number | undefined,
): FallbackLine[] {
  const isListed = (step: readonly number[]) => step.some((each) => isOwnStep(tree, scope, each))
  return tree.steps(scope, kind).flatMap((step): FallbackLine[] => {
    const found = step.flatMap((each) => {
      const option = each < 0 ? undefined : tree.optionAt(each, lowerName)
      if (option === undefined) return []
      const winner = tree.winner(option)
      const place = tree.placeText(tree.place(winner))
      return [{ scope: tree.path(each), value: tree.value(winner), place, used: option === used }]
    })
    if (found.length > 0) return found
    const [first] = step
    if (first === undefined || isListed(step)) return []
    return [{ scope: first < 0 ? tree.text(-1 - first) : tree.path(first), used: false }]
  })
}

/** Whether a scope stands beside another one: an expression that matches its name. */
function isOwnStep(tree: Tree, scope: number, other: number): boolean {
  return other > 0 && scope > 0 && tree.parent(other) === tree.parent(scope)
}

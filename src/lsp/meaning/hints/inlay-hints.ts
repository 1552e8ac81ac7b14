import type { InlayHint, Location } from 'vscode-languageserver'
import type { Definition } from '../../../config/index.js'
import { fileAndLine } from '../../../edit/change/describe.js'
import { visible } from '../../../report/index.js'
import {
  type BodyView,
  nodeAt,
  type OptionView,
  type Range,
  type ScopeView,
  type SyntaxTree,
} from '../../../syntax/index.js'
import type { Asked, FileInTarget, FileSnapshot } from '../../workspace/snapshot.js'
import { placeOf } from '../names/definition.js'
import { distinctPlaces, locationOf } from '../names/found-places.js'
import { scopePathsOf, scopeTypesOf } from '../place/scope-place.js'
import { quantityText } from './quantity.js'

/** How many options one answer looks at. */
const MOST_OPTIONS = 2000

interface OptionHere {
  readonly view: OptionView
  readonly around: readonly ScopeView[]
}

/**
 * Hints beside the options of a part of a text: which definition overrides one, and what a number is
 * in a unit that people count in.
 */
export function inlayHints(file: FileSnapshot, part: Range, asked: Asked): InlayHint[] {
  const { document } = file
  const hints: InlayHint[] = []
  for (const { view, around } of optionsIn(document.tree, part)) {
    const { value } = view
    if (value === undefined) continue
    const quantity = value.type === 'scalar' ? quantityOf(file, view, around) : undefined
    if (quantity !== undefined) {
      hints.push({
        position: asked.positions.range(document.source, value.end, value.end).start,
        label: `= ${quantity}`,
        paddingLeft: true,
      })
    }
    const by = overridingOf(file, view, around)
    if (by.length > 0) {
      const [first] = by
      const others = by.length > 1 ? ` and ${by.length - 1} more` : ''
      const location: Location | undefined = first && locationOf(placeOf(first), asked)
      const place = first === undefined ? '' : placeName(first)
      hints.push({
        position: asked.positions.range(document.source, value.end, value.end).start,
        label: [{ value: `overridden by ${place}${others}`, ...(location && { location }) }],
        paddingLeft: true,
      })
    }
  }
  return hints
}

function placeName({ inclusion, node }: Definition): string {
  return visible(fileAndLine(inclusion.file, node))
}

function quantityOf(
  { within }: FileSnapshot,
  view: OptionView,
  around: readonly ScopeView[],
): string | undefined {
  const { value } = view
  const [each] = within
  if (each === undefined || value?.type !== 'scalar' || !/^\d+$/.test(value.value)) return undefined
  const lower = view.name.toLowerCase()
  for (const { options } of scopeTypesOf(each, around)) {
    const unit = options.get(lower)?.unit
    if (unit !== undefined) return quantityText(Number(value.value), unit)
  }
  return undefined
}

/**
 * The definitions that count in place of this one: in every configuration that has the text, or else
 * none, for then it counts somewhere.
 */
function overridingOf(
  { within }: FileSnapshot,
  view: OptionView,
  around: readonly ScopeView[],
): Definition[] {
  const winners: Definition[] = []
  for (const each of within) {
    if (each.target.fragment) return []
    const its = overridingIn(each, view, around)
    if (its === undefined) return []
    winners.push(...its)
  }
  const places = winners.map((one) => ({ ...placeOf(one), one }))
  return distinctPlaces(places).map(({ one }) => one)
}

function overridingIn(
  each: FileInTarget,
  view: OptionView,
  around: readonly ScopeView[],
): Definition[] | undefined {
  const { configuration } = each.target
  const winners: Definition[] = []
  for (const path of scopePathsOf(each, around)) {
    const winner = configuration.written(path, view.name)
    // A broken option is no definition, and has no winner of its own.
    if (winner === undefined || winner.inclusion.file.virtual) return undefined
    if (winner.inclusion.file === each.file && winner.node.index === view.index) return undefined
    winners.push(winner)
  }
  return winners
}

/** The options of a part of a text, with the stanzas around each. */
function* optionsIn(tree: SyntaxTree, { start, end }: Range): IterableIterator<OptionHere> {
  let left = MOST_OPTIONS
  yield* visit(nodeAt(tree, 0) as BodyView, [])

  function* visit(body: BodyView, around: readonly ScopeView[]): IterableIterator<OptionHere> {
    for (const item of body.eachItem()) {
      if (item.start > end || left <= 0) return
      if (item.end < start) continue
      if (item.type === 'option') {
        left--
        yield { view: item, around }
      } else if (item.type === 'scope') yield* visit(item, [...around, item])
    }
  }
}

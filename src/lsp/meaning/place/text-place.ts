import {
  type IncludeView,
  nodeAt,
  type OptionView,
  type Range,
  type ScalarView,
  ScopeView,
  type SyntaxTree,
  type ValueView,
} from '../../../syntax/index.js'
import { nodesAround } from '../../text/nodes-around.js'

/** What stands at a place of a text. */
export type TextPlace = OptionPlace | ScopePlace | IncludePlace

export interface OptionPlace {
  readonly kind: 'option'
  readonly view: OptionView
  readonly part: 'name' | 'value'
  /** The scalar of the value at the place. */
  readonly scalar: ScalarView | undefined
  /** The stanzas around it within the text, outermost first. */
  readonly around: readonly ScopeView[]
}

/** The head of a stanza. */
export interface ScopePlace {
  readonly kind: 'scope'
  readonly view: ScopeView
  readonly part: 'name' | 'instance'
  readonly around: readonly ScopeView[]
}

export interface IncludePlace {
  readonly kind: 'include'
  readonly view: IncludeView
  readonly around: readonly ScopeView[]
}

/** What stands at an index; undefined between statements, and for braces. */
export function textPlaceAt(tree: SyntaxTree, index: number): TextPlace | undefined {
  const around: ScopeView[] = []
  for (const node of nodesAround(tree, index)) {
    const view = nodeAt(tree, node)
    switch (view.type) {
      case 'scope': {
        const part = headPart(view, index)
        if (part !== undefined) return { kind: 'scope', view, part, around }
        around.push(view)
        break
      }
      case 'include':
        return { kind: 'include', view, around }
      case 'option': {
        const { nameToken, value } = view
        const part = holds(nameToken, index) ? 'name' : 'value'
        const scalar = part === 'name' ? undefined : value && scalarIn(value, index)
        return { kind: 'option', view, part, scalar, around }
      }
    }
  }
  return undefined
}

function headPart(view: ScopeView, index: number): ScopePlace['part'] | undefined {
  const { nameToken, instance } = view
  if (instance !== undefined && holds(instance, index)) return 'instance'
  return holds(nameToken, index) ? 'name' : undefined
}

function scalarIn(value: ValueView, index: number): ScalarView | undefined {
  switch (value.type) {
    case 'scalar':
      return holds(value, index) ? value : undefined
    case 'array':
      return firstOf(value.elements, index)
    case 'dictionary':
      return firstOf(
        value.entries.flatMap((entry) => entry.value ?? []),
        index,
      )
  }
}

function firstOf(values: readonly ValueView[], index: number): ScalarView | undefined {
  for (const value of values) {
    const found = holds(value, index) ? scalarIn(value, index) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

/** Whether an index is in a range or at its edge. */
export function holds({ start, end }: Range, index: number): boolean {
  return index >= start && index <= end
}

/** The stanzas that have an index in their body, outermost first. */
export function stanzasAround(tree: SyntaxTree, index: number): ScopeView[] {
  return nodesAround(tree, index).flatMap((node) => {
    const view = nodeAt(tree, node)
    if (!(view instanceof ScopeView)) return []
    const { openBrace, closeBrace } = view
    const isInside =
      openBrace !== undefined &&
      index >= openBrace.end &&
      (closeBrace === undefined || index <= closeBrace.start)
    return isInside ? [view] : []
  })
}

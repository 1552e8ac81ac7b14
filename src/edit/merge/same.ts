import type { ValueView } from '../../syntax/index.js'
import { IncludeView, OptionView } from '../../syntax/index.js'
import { sameValue } from '../diff/same-value.js'
import { type Item, type ScopeNode, wordsOf } from './file-tree.js'
import { ORDERED_KINDS, sequence } from './order.js'

/** Whether two items with the same key mean the same; both may be undefined. */
export function sameItem(scope: ScopeNode, a: Item | undefined, b: Item | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  if (a.node instanceof OptionView && b.node instanceof OptionView) {
    const type = scope.type?.options.get(a.node.name.toLowerCase())
    return sameValue(type, optionValue(a), optionValue(b))
  }
  if (a.node instanceof IncludeView && b.node instanceof IncludeView) {
    return a.node.readOnly === b.node.readOnly
  }
  return true
}

/** The value of an option, which always exists in a file without errors. */
export function optionValue({ node }: Item): ValueView {
  if (!(node instanceof OptionView) || node.value === undefined) {
    throw new TypeError('only an option without errors has a value')
  }
  return node.value
}

/**
 * Whether two scopes have equal options, includes and inner scopes, in the same order where that counts;
 * both may be undefined.
 */
export function sameScope(a: ScopeNode | undefined, b: ScopeNode | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  if (contents(a) !== contents(b)) return false
  return [...a.items.keys()].every((key) => {
    if (key.startsWith('option ') || key.startsWith('include ')) {
      return sameItem(a, a.last(key), b.last(key))
    }
    return !key.startsWith('scope ') || sameScope(a.scopes.get(key), b.scopes.get(key))
  })
}

/** The names in a scope, and the orders that count in it. */
function contents(scope: ScopeNode): string {
  const named = [...scope.keys('option '), ...scope.scopes.keys()].sort()
  const orders = ORDERED_KINDS.flatMap((kind) => [...sequence(scope, kind).keys()])
  return [...named, ...orders].join('\n')
}

/** The text of the comments inside some items and after them on their lines. */
export function commentsOf(items: readonly Item[]): string {
  const comments = items.flatMap(({ block: { document }, body, tail }) =>
    document.comments({ start: body.start, end: tail.end }),
  )
  return wordsOf(comments)
}

import { ArrayView, DictionaryView, type ValueView } from '../../syntax/index.js'

/** The part of a value to which keys and indices of its JSON lead, as far as they do. */
export function partAt(value: ValueView, path: readonly string[]): ValueView {
  return path.reduce<ValueView>((view, key) => part(view, key) ?? view, value)
}

function part(view: ValueView, key: string): ValueView | undefined {
  if (view instanceof ArrayView) return view.elements[Number(key)]
  if (view instanceof DictionaryView) {
    return view.entries.findLast((entry) => entry.key.toLowerCase() === key.toLowerCase())?.value
  }
  return undefined
}

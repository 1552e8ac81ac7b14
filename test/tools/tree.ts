import type { Document } from '../../grammar/index.js'
import type { EntryView, ItemView, ValueView } from '../../src/syntax/index.js'

/** A tree as nested arrays, for comparing: the kinds of nodes, and what they say. */
export type Outline = readonly unknown[]

/** What a document says, without the way it is written. */
export function outline(document: Document): Outline {
  return document.root.items.map(item)
}

function item(view: ItemView): unknown {
  switch (view.type) {
    case 'scope':
      return ['scope', view.name, view.instance?.value ?? null, view.items.map(item)]
    case 'option':
      return ['option', view.name, view.value === undefined ? null : value(view.value)]
    case 'include':
      return [view.readOnly ? 'readonly_include' : 'include', view.target?.value ?? null]
    default:
      return ['error', view.text]
  }
}

function value(view: ValueView): unknown {
  switch (view.type) {
    case 'scalar':
      return view.value
    case 'array':
      return view.elements.map(value)
    default:
      return { dictionary: view.entries.map(entry) }
  }
}

function entry(view: EntryView): unknown {
  return [view.key, view.value === undefined ? null : value(view.value)]
}

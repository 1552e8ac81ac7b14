import type { EntryView, ValueView } from '../syntax/index.js'

/** Whether secrets are masked: not on a Unix socket, but elsewhere. */
export interface RenderOptions {
  readonly maskSecrets: boolean
}

/** Prints one part of a value. */
export type PartText = (part: ValueView) => string

/**
 * An option with its value; arrays and dictionaries take several lines (runtime spec 3.1, F1 and F5
 * to F8).
 * @param indent precedes each line
 * @param close additional indentation of an array's closing bracket: that of the elements for `get`
 *   and `set`, otherwise none
 */
export function layoutOption(
  name: string,
  value: ValueView,
  partText: PartText,
  { indent, close }: { readonly indent: string; readonly close: '' | '  ' },
): string {
  if (value.type === 'array') {
    const lines = value.elements.map((element) => `${indent}  ${partText(element)}\n`)
    if (lines.length === 0) return `${indent}${name} = ()\n`
    return `${indent}${name} = (\n${lines.join('')}${indent}${close})\n`
  }
  if (value.type === 'dictionary') {
    const lines = value.entries.flatMap((entry) => {
      const text = entryText(entry, partText)
      return text === undefined ? [] : [`${indent}  ${text}\n`]
    })
    if (lines.length === 0) return `${indent}${name} = []\n`
    return `${indent}${name} = [\n${lines.join('')}${indent}]\n`
  }
  return `${indent}${name} = ${partText(value)}\n`
}

/** Undefined for a broken entry without a value. */
function entryText(entry: EntryView, partText: PartText): string | undefined {
  if (entry.value === undefined) return undefined
  return `${partText(entry.keyToken)} = ${partText(entry.value)}`
}

import { type NamedOption, valueText } from '../config/index.js'
import type { EntryView, ValueView } from '../syntax/index.js'

/** Whether secrets are shown. The console shows them on a Unix socket and masks them elsewhere. */
export interface RenderOptions {
  readonly maskSecrets: boolean
}

/** Prints one part of a value. */
export type PartText = (part: ValueView) => string

/** The parts of a value as they are written, secrets masked on request. */
export function writtenParts(
  option: NamedOption,
  value: ValueView,
  render: RenderOptions,
): PartText {
  return (part) => valueText(option, value, render, part)
}

/**
 * An option with its value, over several lines for arrays and dictionaries (runtime spec 3.1, F1 and
 * F5 to F8).
 * @param indent stands before each line
 * @param close how far the closing bracket of an array is indented: by `get` and `set` like the
 *   elements, by everything else like the name
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

/** Undefined for a broken entry, whose value is missing. */
function entryText(entry: EntryView, partText: PartText): string | undefined {
  if (entry.value === undefined) return undefined
  return `${partText(entry.keyToken)} = ${partText(entry.value)}`
}

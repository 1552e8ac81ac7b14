import type { Change } from '../../config/index.js'
import { elementsOf, isSameKey } from '../../config/printing/value-parts.js'
import type { OptionType } from '../../schema/types.js'
import type { ValueView } from '../../syntax/index.js'

/** A change of one element of an array or of one key of a dictionary. */
export type PartChange = Exclude<Change, { kind: 'set' } | { kind: 'unset' }>

/**
 * Whether a list is what the change of one of its parts asks for: the old one with this part added,
 * changed or taken out, and every other part as it was and where it was.
 * @param given the element, or what the key is set to; undefined where a key is taken out
 */
export function isAsAsked(
  change: PartChange,
  type: OptionType | undefined,
  before: ValueView,
  after: ValueView,
  given: ValueView | undefined,
): boolean {
  const asked = partsAsked(change, type, partsOf(before), given && meaningOf(given))
  return JSON.stringify(asked) === JSON.stringify(partsOf(after))
}

/** The key of a part, which elements do not have, and what it says. */
type MeantPart = readonly [key: string, meaning: string]

function partsAsked(
  change: PartChange,
  type: OptionType | undefined,
  parts: readonly MeantPart[],
  given = '',
): readonly MeantPart[] {
  switch (change.kind) {
    case 'add-element':
      return [...parts, ['', given]]
    case 'remove-element':
      return parts.filter(([, meaning]) => meaning !== given)
    case 'unset-key':
      return parts.filter(([key]) => !isSameKey(type, key, change.key))
    case 'set-key': {
      const set = parts.findLastIndex(([key]) => isSameKey(type, key, change.key))
      if (set === -1) return [...parts, [change.key, given]]
      return parts.map((part, index) => (index === set ? [part[0], given] : part))
    }
  }
}

function partsOf(value: ValueView): MeantPart[] {
  if (value.type !== 'dictionary') return elementsOf(value).map((each) => ['', meaningOf(each)])
  return value.entries.map((entry) => [entry.key, entry.value ? meaningOf(entry.value) : ''])
}

/** The same for elements that are the same, however they are quoted. */
function meaningOf(value: ValueView): string {
  return value.type === 'scalar' ? `=${value.value}` : value.text.replaceAll('\r\n', '\n')
}

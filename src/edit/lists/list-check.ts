import type { Change } from '../../config/index.js'
import { elementsOf, isSameKey } from '../../config/printing/value-parts.js'
import type { OptionType } from '../../schema/types.js'
import type { ValueView } from '../../syntax/index.js'

/** A change of one element of an array or of one key of a dictionary. */
export type PartChange = Exclude<Change, { kind: 'set' } | { kind: 'unset' }>

/**
 * Whether a list is what was requested: the old list with one part added, changed or removed, and
 * all other parts unchanged and in place.
 * @param given the element, or the value of the key; undefined when a key is removed
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

/** The key of an entry, or no key for an element, and the meaning of the part. */
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

/** A text equal for elements with the same value, whatever their quotes. */
function meaningOf(value: ValueView): string {
  return value.type === 'scalar' ? `=${value.value}` : value.text.replaceAll('\r\n', '\n')
}

import { parse } from '../../../grammar/index.js'
import { secretRanges } from '../../schema/index.js'
import { isSecretOption } from '../../schema/secrets/options.js'
import { MASK, secretShapes, withoutRanges } from '../../schema/secrets/shapes.js'
import { SecretWords } from '../../schema/secrets/words.js'
import type { OptionType } from '../../schema/types.js'
import {
  decodeString,
  encodeString,
  OptionView,
  partitionPoint,
  type Range,
  type ValueView,
} from '../../syntax/index.js'

/** The registered spelling and the type of an option, for reading and showing its value. */
export interface NamedOption {
  readonly name: string
  readonly type: OptionType | undefined
}

/**
 * Parses configuration text as a value: `0600`, `"a b"`, `( "x" "y" )`.
 * @returns undefined when the text is not exactly one well-formed value
 */
export function parseValue(text: string): ValueView | undefined {
  const document = parse(`x = ${text}`)
  const [option, ...others] = document.root.items
  if (!(option instanceof OptionView) || others.length > 0) return undefined
  if (document.diagnostics.some(({ severity }) => severity === 'error')) return undefined
  const { value } = option
  return value !== undefined && value.text === text.trim() ? value : undefined
}

/** A value as written, with its secrets masked on request. */
export function valueText(
  option: NamedOption,
  value: ValueView,
  showing: { readonly maskSecrets: boolean },
): string {
  return writtenParts(option, value, showing)(value)
}

/**
 * Gives parts of a value as written, with secrets masked on request. The whole value tells which they
 * are, and is looked at once for all parts.
 */
export function writtenParts(
  option: NamedOption,
  value: ValueView,
  { maskSecrets }: { readonly maskSecrets: boolean },
): (part: Range) => string {
  const { text } = value.tree.source
  if (!maskSecrets) return (part) => text.slice(part.start, part.end)
  const secrets = secretRanges(option.type, option.name, value)
  return (part) => {
    let shown = ''
    let at = part.start
    const first = partitionPoint(
      secrets.length,
      (index) => (secrets[index] as Range).start < part.start,
    )
    for (let index = first; index < secrets.length; index++) {
      const { start, end } = secrets[index] as Range
      if (end > part.end) break
      shown += text.slice(at, start) + MASK
      at = end
    }
    return shown + text.slice(at, part.end)
  }
}

/** A copy of a value with its secrets masked. */
export function maskedValue(option: NamedOption, value: ValueView): ValueView {
  if (secretRanges(option.type, option.name, value).length === 0) return value
  const text = valueText(option, value, { maskSecrets: true })
  // An unclosed string gets its closing quote; other broken values are not shown at all.
  return parseValue(text) ?? closedString(text) ?? (parseValue(`"${MASK}"`) as ValueView)
}

function closedString(text: string): ValueView | undefined {
  return text.startsWith('"') ? parseValue(encodeString(decodeString(text))) : undefined
}

/** A typed text that need not be a valid value, without secrets, for messages. */
export function shownTyped({ type, name }: NamedOption, text: string): string {
  if (isSecretOption(type, name)) return MASK
  return withoutRanges(text, secretShapes(text, !text.includes('"')))
}

/** A part of a typed text for messages; the whole text tells whether the part is a secret. */
export function shownPartOfTyped(option: NamedOption, text: string, part: string): string {
  const shown = shownTyped(option, part)
  const value = part === text ? undefined : parseValue(text)
  if (value === undefined) return shown
  const { source } = value.tree
  const secrets = secretRanges(option.type, option.name, value)
  return SecretWords.at(secrets, source.text).isOne(part) ? MASK : shown
}

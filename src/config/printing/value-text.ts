import { parse } from '../../../grammar/index.js'
import { secretRanges } from '../../schema/index.js'
import { isSecretOption } from '../../schema/secret-options.js'
import { MASK, secretShapes, withoutRanges } from '../../schema/secret-shapes.js'
import { SecretWords } from '../../schema/secret-words.js'
import type { OptionType } from '../../schema/types.js'
import {
  decodeString,
  encodeString,
  OptionView,
  type Range,
  type ValueView,
} from '../../syntax/index.js'

/** What an option's value is read and shown by: its registered spelling and its kind. */
export interface NamedOption {
  readonly name: string
  readonly type: OptionType | undefined
}

/**
 * Reads configuration text that is to be one value: `0600`, `"a b"`, `( "x" "y" )`.
 * @returns undefined when it is not exactly one well-formed value
 */
export function parseValue(text: string): ValueView | undefined {
  const document = parse(`x = ${text}`)
  const [option, ...others] = document.root.items
  if (!(option instanceof OptionView) || others.length > 0) return undefined
  if (document.diagnostics.some(({ severity }) => severity === 'error')) return undefined
  const { value } = option
  return value !== undefined && value.text === text.trim() ? value : undefined
}

/**
 * A value, or a part of one, as it is written, with its secrets masked on request.
 * @param part what to print of `value`; all of it by default
 */
export function valueText(
  option: NamedOption,
  value: ValueView,
  { maskSecrets }: { readonly maskSecrets: boolean },
  part: Range = value,
): string {
  const { text } = value.tree.source
  if (!maskSecrets) return text.slice(part.start, part.end)
  let shown = ''
  let at = part.start
  for (const { start, end } of secretRanges(option.type, option.name, value)) {
    if (start < at || end > part.end) continue
    shown += text.slice(at, start) + MASK
    at = end
  }
  return shown + text.slice(at, part.end)
}

/** The same value with its secrets masked, as a value. */
export function maskedValue(option: NamedOption, value: ValueView): ValueView {
  if (secretRanges(option.type, option.name, value).length === 0) return value
  const text = valueText(option, value, { maskSecrets: true })
  // A string that was never closed is closed; of anything else that is broken, nothing is shown.
  return parseValue(text) ?? closedString(text) ?? (parseValue(`"${MASK}"`) as ValueView)
}

function closedString(text: string): ValueView | undefined {
  return text.startsWith('"') ? parseValue(encodeString(decodeString(text))) : undefined
}

/** What was typed for an option and may be no value at all, as a message may repeat it. */
export function shownTyped({ type, name }: NamedOption, text: string): string {
  if (isSecretOption(type, name)) return MASK
  return withoutRanges(text, secretShapes(text, !text.includes('"')))
}

/** A part of what was typed for an option, for messages: the whole value tells whether it is a secret. */
export function shownPartOfTyped(option: NamedOption, text: string, part: string): string {
  const shown = shownTyped(option, part)
  const value = part === text ? undefined : parseValue(text)
  if (value === undefined) return shown
  const { source } = value.tree
  const secrets = secretRanges(option.type, option.name, value)
  return SecretWords.at(secrets, source.text).isOne(part) ? MASK : shown
}

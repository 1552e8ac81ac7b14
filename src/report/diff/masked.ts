import type { Definition, NamedOption } from '../../config/index.js'
import { consoleValue } from '../../console/index.js'
import { secretRanges, secretTexts } from '../../schema/index.js'
import { MASK } from '../../schema/secrets/shapes.js'
import type { Range, ValueView } from '../../syntax/index.js'

/** A value on one line without comments, with its secrets masked on request. */
export function valueLine(
  { name, type }: NamedOption,
  { value }: Definition,
  maskSecrets: boolean,
): string {
  return maskSecrets ? maskedLine({ name, type }, value) : oneLine(value)
}

/** A value on one line, with its secrets masked. */
export function maskedLine({ name, type }: NamedOption, value: ValueView): string {
  return oneLine(value, secretRanges(type, name, value))
}

/**
 * The new value when two values differ only in secrets, with the changed ones marked; undefined for
 * other differences.
 */
export function changedSecret(
  { name, type }: NamedOption,
  before: Definition,
  after: Definition,
): string | undefined {
  const named = { name, type }
  if (valueLine(named, before, true) !== valueLine(named, after, true)) return undefined
  const was = secretTexts(type, name, before.value)
  const secrets = secretRanges(type, name, after.value)
  const is = secretTexts(type, name, after.value)
  if (was.length !== is.length || is.every((text, index) => text === was[index])) return undefined
  const masks = is.map((text, index) => (text === was[index] ? MASK : `${MASK} (changed)`))
  return oneLine(after.value, secrets, masks)
}

function oneLine(
  value: ValueView,
  secrets: readonly Range[] = [],
  masks: readonly string[] = [],
): string {
  const { text } = value.tree.source
  const line = consoleValue(value, (part) => {
    let shown = ''
    let at = part.start
    for (const [index, { start, end }] of secrets.entries()) {
      if (start < at || end > part.end) continue
      shown += text.slice(at, start) + (masks[index] ?? MASK)
      at = end
    }
    return shown + text.slice(at, part.end)
  })
  return line.replace(/\s+/g, ' ')
}

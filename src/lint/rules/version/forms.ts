import { integerOf } from '../../../schema/scalars.js'
import type { OptionType, ScopeType } from '../../../schema/types.js'
import type { ScalarView } from '../../../syntax/index.js'
import { formsNotYet, type LaterForm, type Version } from '../../engine/version.js'

/** A form in which a value or a name is written and that the target version does not know yet. */
export interface WrittenForm extends LaterForm {
  /** The form in words: `An IPv6 address`, `Value "fix"`. */
  readonly what: string
}

type Versioned = Pick<OptionType, 'lines'> | Pick<ScopeType, 'lines'>

/** The first form of a scalar that no possible kind has in the target version. */
export function formNotYet(
  types: readonly Versioned[],
  scalar: ScalarView,
  target: Version,
): WrittenForm | undefined {
  const [first, ...others] = types.map(({ lines }) => formsNotYet(lines ?? {}, target))
  for (const later of first ?? []) {
    const { form } = later
    const isInAll = others.every((forms) => forms.some((each) => each.form === form))
    const what = isInAll && isWritten(form, scalar.value) ? inWords(form, scalar) : undefined
    if (what !== undefined) return { ...later, what }
  }
  return undefined
}

const KINDS: Readonly<Record<string, (text: string) => boolean>> = {
  ipv6: (text) => /\[[\da-f:.]*:[\da-f:.]*\]|^[\da-f]*:[\da-f:.]*:[\da-f:.]*$/i.test(text),
  list: (text) => text.includes(':'),
  number: (text) => integerOf(text) !== undefined,
  regex: (text) => /^\/.+\/$/s.test(text),
}

function isWritten(form: string, text: string): boolean {
  const isKind = Object.hasOwn(KINDS, form) ? KINDS[form] : undefined
  if (isKind !== undefined) return isKind(text)
  const words = text.toLowerCase().split(/[^\w.-]+|(?<=^|[:,\s])[-+]/)
  return words.includes(form.toLowerCase())
}

const WORDS: Readonly<Record<string, string>> = {
  ipv6: 'An IPv6 address',
  list: 'A list in one string',
  number: 'A number',
  regex: 'A regular expression',
}

function inWords(form: string, { value }: ScalarView): string {
  if (Object.hasOwn(WORDS, form)) return WORDS[form] as string
  return `Value "${value.length > form.length ? form : value}"`
}

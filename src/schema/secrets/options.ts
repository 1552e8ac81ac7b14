import { distance } from 'fastest-levenshtein'
import type { SecretOption } from '../data.js'
import { mostSlips } from '../suggest/slips.js'
import { secretOptions } from '../tables.js'
import type { OptionType } from '../types.js'
import { isUnknownSecret } from './names.js'

/**
 * Whether the whole value of an option is a secret: for a known option by the schema, for an
 * unknown one by its name, or by the option that was probably meant.
 *
 * @param name as written, because capitals separate words
 */
export function isSecretOption(type: OptionType | undefined, name: string): boolean {
  if (type !== undefined) return type.secret === true
  return isUnknownSecret(name) || isMisspelledSecret(name.toLowerCase())
}

/** The longest name, in characters, that is compared with those of secret options. */
const LONGEST = 48
const MOST_ANSWERS = 1_000
const answers = new Map<string, boolean>()
let options: readonly SecretOption[] | undefined

/** Whether a secret option is the closest one to a name. */
function isMisspelledSecret(name: string): boolean {
  if (name.length > LONGEST) return false
  const known = answers.get(name)
  if (known !== undefined) return known
  options ??= Array.from({ length: secretOptions.size }, (_, index) => secretOptions.at(index))
  const slips = mostSlips(name.length)
  const answer = options.some((option) => {
    if (Math.abs(option.name.length - name.length) > slips) return false
    const count = distance(option.name, name)
    // In a short name, two different letters make another word: `socket` is not `secret`.
    if (count > slips || (count > 1 && name.length < 8 && !isSameLetters(option.name, name)))
      return false
    return option.alike.every((other) => distance(other, name) > count)
  })
  // A hostile text may have any number of names.
  if (answers.size >= MOST_ANSWERS) answers.clear()
  answers.set(name, answer)
  return answer
}

function isSameLetters(a: string, b: string): boolean {
  const sorted = (text: string) => [...text].sort().join('')
  return sorted(a) === sorted(b)
}

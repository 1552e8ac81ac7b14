import { distance } from 'fastest-levenshtein'
import { registry } from './registry.js'
import { isUnknownSecret } from './secret-names.js'
import type { OptionType } from './types.js'

/**
 * Whether the value of an option is a secret as a whole: by the schema where the product knows the
 * option, else by its name and by the option that was most likely meant.
 *
 * @param name as it is written, for capitals part words
 */
export function isSecretOption(type: OptionType | undefined, name: string): boolean {
  if (type !== undefined) return type.secret === true
  return isUnknownSecret(name) || isMisspelledSecret(name.toLowerCase())
}

/** A secret option of the product, with the other options whose names are like its own. */
interface SecretOption {
  readonly name: string
  readonly alike: readonly string[]
}

/** How many characters a name may have that is taken for a misspelled one. */
const LONGEST = 48
const MOST_ANSWERS = 1_000
const answers = new Map<string, boolean>()
let options: readonly SecretOption[] | undefined

/** Whether no option is closer to a name than one that is a secret. */
function isMisspelledSecret(name: string): boolean {
  if (name.length > LONGEST) return false
  const known = answers.get(name)
  if (known !== undefined) return known
  options ??= secretOptions()
  const slips = most(name.length)
  const answer = options.some((option) => {
    if (Math.abs(option.name.length - name.length) > slips) return false
    const count = distance(option.name, name)
    // Of a short name another word is two letters away: `socket` is no `secret`.
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

/** How many slips a name may hold; two letters that have changed places count as two. */
function most(length: number): number {
  if (length < 6) return 1
  return length < 10 ? 2 : 3
}

function secretOptions(): SecretOption[] {
  const known = registry()
  const names = [...known.optionNames()]
  const isSecret = (name: string) =>
    known.scopesWithOption(name).some(({ options }) => options.get(name)?.secret === true)
  return names.filter(isSecret).map((name) => {
    // Whatever is closer to a misspelled name than this one is as close as this to it.
    const reach = 2 * most(name.length + 3)
    const alike = names.filter(
      (other) => Math.abs(other.length - name.length) <= reach && distance(other, name) <= reach,
    )
    return { name, alike: alike.filter((other) => !isSecret(other)) }
  })
}

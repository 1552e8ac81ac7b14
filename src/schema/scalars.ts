/** The words for booleans and the forms of numbers (language spec 2.4). */

const BOOLEANS: ReadonlyMap<string, boolean> = new Map(
  [
    ['true', 'on', 'yes', 'enabled', '1'],
    ['false', 'off', 'no', 'disabled', '0'],
  ].flatMap((words, no) => words.map((word) => [word, no === 0] as const)),
)

/** All words for booleans, `true` and its synonyms first. */
export const BOOLEAN_WORDS: readonly string[] = [...BOOLEANS.keys()]

/** The boolean that a word means, in any case; undefined for other words. */
export function booleanOf(text: string): boolean | undefined {
  return BOOLEANS.get(text) ?? BOOLEANS.get(text.toLowerCase())
}

/**
 * The integer in a text: decimal, `0x` hexadecimal, or octal with a leading 0; undefined for none.
 */
export function integerOf(text: string): number | undefined {
  const digits = /^([-+]?)(?:(0|[1-9][0-9]*)|0([0-7]+)|0[xX]([0-9a-fA-F]+))$/.exec(text)
  if (digits === null) return undefined
  const [, sign, decimal, octal, hexadecimal] = digits
  const size =
    octal !== undefined
      ? Number.parseInt(octal, 8)
      : Number(hexadecimal === undefined ? decimal : `0x${hexadecimal}`)
  return sign === '-' && size !== 0 ? -size : size
}

/** The number in a text, including all forms of integers; undefined for none. */
export function numberOf(text: string): number | undefined {
  const integer = integerOf(text)
  if (integer !== undefined) return integer
  return /^[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$/.test(text)
    ? Number(text)
    : undefined
}

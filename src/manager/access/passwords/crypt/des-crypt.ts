import { DIGITS } from './alphabet.js'
import {
  BOXES,
  EXPANSION,
  FINAL,
  INITIAL,
  KEY_CHOICE,
  PERMUTATION,
  ROUND_KEY_CHOICE,
  SHIFTS,
} from './des-tables.js'

/** One bit an element. */
type Bits = readonly number[]

/**
 * Hashes a password as traditional crypt(3) does: 25 times DES of nothing, its expansion changed by
 * the salt. Only the first eight bytes count, and seven bits of each.
 *
 * @param salt two characters of the alphabet
 * @returns all of `stored`: the salt and eleven digits
 */
export function desCrypt(password: Uint8Array, salt: string): string {
  const keys = roundKeys(password)
  const expansion = saltedExpansion(salt)
  let block: Bits = Array<number>(64).fill(0)
  for (let time = 0; time < 25; time++) block = encrypt(block, keys, expansion)
  let text = salt
  for (let at = 0; at < 66; at += 6) {
    let value = 0
    for (let bit = at; bit < at + 6; bit++) value = value * 2 + (block[bit] ?? 0)
    text += DIGITS[value]
  }
  return text
}

function pick(bits: Bits, table: readonly number[]): number[] {
  return table.map((number) => bits[number - 1] as number)
}

function roundKeys(password: Uint8Array): Bits[] {
  const key: number[] = []
  for (let at = 0; at < 8; at++) {
    const byte = password[at] ?? 0
    for (let bit = 6; bit >= 0; bit--) key.push((byte >> bit) & 1)
    key.push(0)
  }
  let [left, right] = halves(pick(key, KEY_CHOICE))
  return SHIFTS.map((shift) => {
    left = [...left.slice(shift), ...left.slice(0, shift)]
    right = [...right.slice(shift), ...right.slice(0, shift)]
    return pick([...left, ...right], ROUND_KEY_CHOICE)
  })
}

/** The expansion with a bit of its first half and one of its second exchanged for each bit of the salt. */
function saltedExpansion(salt: string): number[] {
  const expansion = [...EXPANSION]
  for (const [place, character] of [...salt].entries()) {
    const value = DIGITS.indexOf(character)
    for (let bit = 0; bit < 6; bit++) {
      if (((value >> bit) & 1) === 0) continue
      const at = place * 6 + bit
      const kept = expansion[at] as number
      expansion[at] = expansion[at + 24] as number
      expansion[at + 24] = kept
    }
  }
  return expansion
}

function encrypt(block: Bits, keys: readonly Bits[], expansion: readonly number[]): Bits {
  let [left, right] = halves(pick(block, INITIAL))
  for (const key of keys) {
    const mixed = pick(right, expansion).map((bit, at) => bit ^ (key[at] as number))
    const changed = pick(substitute(mixed), PERMUTATION)
    const next = left.map((bit, at) => bit ^ (changed[at] as number))
    left = right
    right = next
  }
  return pick([...right, ...left], FINAL)
}

/** Each six bits become four: the outer two say the row of the box, the inner four the column. */
function substitute(bits: Bits): number[] {
  return BOXES.flatMap((box, number) => {
    const [a, b, c, d, e, f] = bits.slice(number * 6, number * 6 + 6) as [
      ...[number, number, number],
      ...[number, number, number],
    ]
    const value = box[(a * 2 + f) * 16 + b * 8 + c * 4 + d * 2 + e] as number
    return [value >> 3, (value >> 2) & 1, (value >> 1) & 1, value & 1]
  })
}

function halves(bits: Bits): [number[], number[]] {
  const half = bits.length / 2
  return [bits.slice(0, half), bits.slice(half)]
}

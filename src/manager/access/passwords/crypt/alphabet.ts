/** The digits of crypt(3), lowest first. */
export const DIGITS = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Writes bytes in threes: each three, highest byte first, becomes four digits, lowest first. */
export function digitsOf(bytes: Uint8Array, order: readonly (readonly number[])[]): string {
  let text = ''
  for (const indices of order) {
    let value = 0
    for (const index of indices) value = value * 256 + (index < 0 ? 0 : (bytes[index] as number))
    const count = Math.ceil((indices.filter((index) => index >= 0).length * 8) / 6)
    for (let digit = 0; digit < count; digit++) {
      text += DIGITS[value % 64]
      value = Math.floor(value / 64)
    }
  }
  return text
}

/**
 * Lossless UTF-8: a byte that is not part of valid UTF-8 becomes the lone surrogate U+DC00 + byte,
 * as in Python's `surrogateescape`, and that surrogate becomes the byte again. Valid UTF-8 never
 * decodes to a lone surrogate, so the two cannot be confused.
 */
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const encoder = new TextEncoder()

export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes)
  } catch {
    return decodeWithEscapes(bytes)
  }
}

export function encodeUtf8(text: string): Uint8Array {
  return text.isWellFormed() ? encoder.encode(text) : encodeWithEscapes(text)
}

/** The length in bytes of the valid UTF-8 sequence at `index`; 0 when there is none. */
function sequenceLength(bytes: Uint8Array, index: number): number {
  const first = bytes[index] as number
  if (first < 0x80) return 1
  if (first < 0xc2 || first > 0xf4) return 0
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
  if (index + length > bytes.length) return 0
  for (let offset = 1; offset < length; offset++) {
    if (((bytes[index + offset] as number) & 0xc0) !== 0x80) return 0
  }
  const second = bytes[index + 1] as number
  // Overlong forms, encoded surrogates and code points past U+10FFFF are not valid.
  if (first === 0xe0 && second < 0xa0) return 0
  if (first === 0xed && second > 0x9f) return 0
  if (first === 0xf0 && second < 0x90) return 0
  if (first === 0xf4 && second > 0x8f) return 0
  return length
}

function decodeWithEscapes(bytes: Uint8Array): string {
  const parts: string[] = []
  let validFrom = 0
  let index = 0
  while (index < bytes.length) {
    const length = sequenceLength(bytes, index)
    if (length > 0) {
      index += length
      continue
    }
    if (validFrom < index) parts.push(strict.decode(bytes.subarray(validFrom, index)))
    parts.push(String.fromCharCode(0xdc00 + (bytes[index] as number)))
    index++
    validFrom = index
  }
  if (validFrom < bytes.length) parts.push(strict.decode(bytes.subarray(validFrom)))
  return parts.join('')
}

function encodeWithEscapes(text: string): Uint8Array {
  // UTF-8 needs at most three bytes for each UTF-16 code unit.
  const bytes = new Uint8Array(text.length * 3)
  let length = 0
  for (const character of text) {
    const code = character.codePointAt(0) as number
    if (code < 0x80) bytes[length++] = code
    else if (code >= 0xdc80 && code <= 0xdcff) bytes[length++] = code - 0xdc00
    else if (code >= 0xd800 && code < 0xe000) {
      // Any other lone surrogate comes from a string, not a file, and keeps its three bytes.
      bytes[length++] = 0xe0 | (code >> 12)
      bytes[length++] = 0x80 | ((code >> 6) & 0x3f)
      bytes[length++] = 0x80 | (code & 0x3f)
    } else length += encoder.encodeInto(character, bytes.subarray(length)).written
  }
  return bytes.slice(0, length)
}

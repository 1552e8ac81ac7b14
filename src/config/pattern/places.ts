import type { Place } from '../../schema/values/pcre/nodes.js'

const LINE_FEED = 0x0a

/**
 * Sets a bit in the mask of each place of a kind; the places are before each byte and at the end.
 */
export function markPlaces(place: Place, bytes: Uint8Array, masks: Int32Array, bit: number): void {
  const { length } = bytes
  const mark = (at: number) => {
    masks[at] = (masks[at] as number) | bit
  }
  switch (place) {
    case 'text-start':
      mark(0)
      break
    case 'text-end':
      mark(length)
      break
    case 'last-line-end':
      mark(length)
      if (length > 0 && bytes[length - 1] === LINE_FEED) mark(length - 1)
      break
    case 'line-start':
      mark(0)
      // No line starts after a line feed at the end of the text.
      for (let at = 1; at < length; at++) if (bytes[at - 1] === LINE_FEED) mark(at)
      break
    case 'line-end':
      mark(length)
      for (let at = 0; at < length; at++) if (bytes[at] === LINE_FEED) mark(at)
      break
    case 'word-edge':
    case 'no-word-edge':
      for (let at = 0; at <= length; at++) {
        const isEdge =
          (at > 0 && isWord(bytes[at - 1] as number)) !==
          (at < length && isWord(bytes[at] as number))
        if (isEdge === (place === 'word-edge')) mark(at)
      }
      break
    case 'anywhere':
      for (let at = 0; at <= length; at++) mark(at)
  }
}

function isWord(byte: number): boolean {
  return (
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x5f
  )
}

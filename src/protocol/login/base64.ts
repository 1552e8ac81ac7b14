/** The bytes of a base64 text, undefined when it is none: padded, nothing else in it, no spare bits. */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}

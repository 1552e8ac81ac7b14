/** The port of a segment without a written port (language spec 10.1). */
export const DEFAULT_PORT = 4803

/** Whether a word is an IP address, with or without a port, and not a name. */
export function looksLikeAddress(word: string): boolean {
  return (
    /^\d{1,3}(?:\.\d{1,3}){3}(?::\d*)?$/.test(word) || /^\[?[\da-f]*:[\da-f:.]+\]?$/i.test(word)
  )
}

/** The address of a segment: `ADDRESS:PORT`, or the address alone. */
export interface SegmentAddress {
  readonly address: string
  /** The text after the colon; undefined without a colon. */
  readonly port: string | undefined
}

/** Splits `ADDRESS:PORT`; an IPv6 address with a port must be in brackets. */
export function splitAddress(word: string): SegmentAddress {
  const colon = word.lastIndexOf(':')
  const unbracketed = word.indexOf(':') !== colon && !/\]:[^:]*$/.test(word)
  if (colon === -1 || unbracketed) return { address: word, port: undefined }
  return { address: word.slice(0, colon), port: word.slice(colon + 1) }
}

/** The number of a port, 1 to 65535; undefined for other text. */
export function portNumber(text: string): number | undefined {
  if (!/^\d{1,5}$/.test(text)) return undefined
  const port = Number(text)
  return port >= 1 && port <= 65535 ? port : undefined
}

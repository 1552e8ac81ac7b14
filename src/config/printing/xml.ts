import { Source } from '../../syntax/index.js'

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A reader turns these into blanks in attributes, and CR into LF everywhere.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

/**
 * An attribute with a blank before it; empty for undefined. A value that XML 1.0 cannot represent,
 * with control characters or invalid UTF-8, is written in Base64 with 64 appended to the name.
 */
export function xmlAttribute(name: string, value: string | undefined): string {
  if (value === undefined) return ''
  return fitsXml(value)
    ? ` ${name}="${refer(value, /[&<>"\t\n\r]/g)}"`
    : ` ${name}64="${base64(value)}"`
}

/**
 * An element with text only; text that XML 1.0 cannot represent is written as in `xmlAttribute`.
 */
export function xmlTextElement(name: string, text: string): string {
  return fitsXml(text)
    ? `<${name}>${refer(text, /[&<>\r]/g)}</${name}>`
    : `<${name}64>${base64(text)}</${name}64>`
}

function fitsXml(text: string): boolean {
  return !/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text)
}

function refer(text: string, characters: RegExp): string {
  return text.replace(characters, (character) => REFERENCES[character] as string)
}

function base64(text: string): string {
  const { bytes } = new Source(text)
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

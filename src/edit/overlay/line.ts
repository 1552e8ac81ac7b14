import { encodeString, type Source, type TextEdit } from '../../syntax/index.js'

/**
 * Adds the line that takes an overlay in as the last one. A text without a final newline gets none,
 * so that taking the line out gives the first bytes back.
 */
export function addLine({ text, newline }: Source, productPath: string): TextEdit {
  const line = `readonly_include ${encodeString(productPath)}`
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  // Behind a lone CR a LF would look like the second half of a line end.
  const before = body.endsWith('\r') && !body.includes('\n') ? '\r\n' : newline
  const added = body === '' || body.endsWith('\n') ? line + newline : before + line
  return { start: text.length, end: text.length, text: added }
}

import type { Document } from '../../../grammar/index.js'
import type { TextEdit } from '../../syntax/index.js'
import { writeBody } from './statements.js'
import { BlankWriter } from './writer.js'

export interface FormatOptions {
  /** Blanks per level of indentation; 2 by default. */
  readonly indent?: number
}

/**
 * The edits that format a text. They change only blanks between tokens and comments, so the meaning
 * stays the same.
 * @param document must have no errors, because unreadable text must not be moved
 */
export function formatEdits(document: Document, { indent = 2 }: FormatOptions = {}): TextEdit[] {
  const writer = new BlankWriter(document, indent)
  writeBody(writer, document.root, 0)
  writer.endOfFile()
  return writer.finish()
}

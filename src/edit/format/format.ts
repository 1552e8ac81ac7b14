import type { Document } from '../../../grammar/index.js'
import type { TextEdit } from '../../syntax/index.js'
import { writeBody } from './statements.js'
import { BlankWriter } from './writer.js'

export interface FormatOptions {
  /** Blanks for each level of indentation; 2 by default. */
  readonly indent?: number
}

/**
 * The edits that bring a text into the one style. They change blanks between tokens and comments and
 * nothing else, so the text says the same.
 * @param document without errors; what could not be read must not be moved
 */
export function formatEdits(document: Document, { indent = 2 }: FormatOptions = {}): TextEdit[] {
  const writer = new BlankWriter(document, indent)
  writeBody(writer, document.root, 0)
  writer.endOfFile()
  return writer.finish()
}

import { type Document, parse } from '../../../grammar/index.js'
import { summaryWithoutSecrets } from '../../lint/values/said.js'
import { applyEdits, type TextEdit } from '../../syntax/index.js'
import { type FormatOptions, formatEdits } from './format.js'
import { differOnlyInBlanks } from './same-text.js'
import { narrowedSuppression } from './suppressed-places.js'

const NARROWED =
  'this comment would no longer be about all that it is about now: put that on a line of its own'

interface Place {
  readonly line: number
  readonly column: number
}

/** Why a text with errors is not formatted: the first of them, with its place; undefined without any. */
export function errorsIn(document: Document, name: string): string | undefined {
  const { source, diagnostics } = document
  const [error, ...others] = diagnostics.filter(({ severity }) => severity === 'error')
  if (error === undefined) return undefined
  const more = others.length > 0 ? ` (and ${others.length} more)` : ''
  return `${at(name, source.position(error.start))}: ${summaryWithoutSecrets(document, error)}${more}`
}

/**
 * The edits that format a text without errors, when they change nothing but blanks.
 * @param placeOf where an index of the text is in the file
 * @returns the edits, or the reason for a refusal in one line
 */
export function checkedEdits(
  document: Document,
  name: string,
  options: FormatOptions,
  placeOf: (index: number) => Place,
): TextEdit[] | string {
  const edits = formatEdits(document, options)
  const { text } = document.source
  const after = edits.length === 0 ? document : parse(applyEdits(text, edits), { name })
  if (!differOnlyInBlanks(document, after)) return `${name}: it would say something else formatted`
  const narrowed = narrowedSuppression(document, after)
  return narrowed === undefined ? edits : `${at(name, placeOf(narrowed.start))}: ${NARROWED}`
}

function at(name: string, { line, column }: Place): string {
  return `${name}:${line}:${column}`
}

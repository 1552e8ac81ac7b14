import type { TextEdit as ProtocolEdit } from 'vscode-languageserver'
import { type FormatTarget, formatPart, planFormat } from '../../edit/index.js'
import type { Pieces, Range, Source, TextEdit } from '../../syntax/index.js'
import type { Positions } from '../positions/positions.js'
import type { FileInTarget } from '../workspace/snapshot.js'

/** The edits of formatting, or why there are none. */
export type Formatted =
  | { readonly kind: 'edits'; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'refused'; readonly reason: string }

const NOTHING: Formatted = { kind: 'edits', edits: [] }

/**
 * Brings a text into the usual style, as `ecconf fmt` does: nothing but blanks changes, and a text with
 * errors of syntax is left as it is.
 * @param within where the text stands
 * @param indent blanks for each level of indentation
 */
export async function formatted(
  within: readonly FileInTarget[],
  indent: number,
): Promise<Formatted> {
  const [first] = within
  if (first === undefined) return NOTHING
  const configurations = within.map(({ target }) => target.configuration)
  const target: FormatTarget = { file: first.file, configurations }
  const { changeSet, refused } = await planFormat([target], { indent })
  const [why] = refused
  if (why !== undefined) return { kind: 'refused', reason: why.reason }
  return { kind: 'edits', edits: changeSet.edits.flatMap(({ edits }) => edits) }
}

/** The same for a part of a text, of which nothing else is changed. */
export function formattedPart(
  within: readonly FileInTarget[],
  indent: number,
  part: Range,
): Formatted {
  const [first] = within
  if (first === undefined) return NOTHING
  const edits = formatPart(first.file, part, { indent })
  return typeof edits === 'string' ? { kind: 'refused', reason: edits } : { kind: 'edits', edits }
}

/** Edits as the protocol has them. */
export function* protocolEdits(
  edits: readonly TextEdit[],
  source: Source,
  positions: Positions,
): Pieces<ProtocolEdit[]> {
  const converted: ProtocolEdit[] = []
  for (const { start, end, text } of edits) {
    converted.push({ range: positions.range(source, start, end), newText: text })
    yield
  }
  return converted
}

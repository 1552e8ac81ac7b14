import type { TextEdit } from 'vscode-languageserver'
import { type FormatTarget, planFormat } from '../../edit/index.js'
import type { Positions } from '../positions/positions.js'
import type { FileSnapshot } from '../workspace/snapshot.js'

/** The edits of formatting, or why there are none. */
export type Formatted =
  | { readonly kind: 'edits'; readonly edits: TextEdit[] }
  | { readonly kind: 'refused'; readonly reason: string }

/**
 * Brings a text into the usual style, as `ecconf fmt` does: nothing but blanks changes, and a text with
 * errors of syntax is left as it is.
 * @param indent blanks for each level of indentation
 * @param part only what lies in it is changed
 */
export async function formatting(
  snapshot: FileSnapshot,
  indent: number,
  positions: Positions,
  part?: { readonly start: number; readonly end: number },
): Promise<Formatted> {
  const { document, within } = snapshot
  const [first] = within
  if (first === undefined) return { kind: 'edits', edits: [] }
  const configurations = within.map(({ target }) => target.configuration)
  const target: FormatTarget = { file: first.file, configurations }
  const { changeSet, refused } = await planFormat([target], { indent })
  const [why] = refused
  if (why !== undefined) return { kind: 'refused', reason: why.reason }
  const edits = changeSet.edits.flatMap(({ edits }) => edits)
  const wanted = edits.filter(
    ({ start, end }) => part === undefined || (start >= part.start && end <= part.end),
  )
  return {
    kind: 'edits',
    edits: wanted.map(({ start, end, text }) => {
      return { range: positions.range(document.source, start, end), newText: text }
    }),
  }
}

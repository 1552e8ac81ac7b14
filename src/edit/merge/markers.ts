import { applyEdits, type Range, type Source, type TextEdit } from '../../syntax/index.js'
import { beginsLine, isBlank, lineStart } from '../text/line.js'
import type { Clash } from './decisions.js'
import type { Item, ScopeNode } from './file-tree.js'
import { insertPieces } from './insert.js'
import { pieceOf } from './pieces.js'
import { Places } from './places.js'
import { replaceBy } from './take.js'

/** A range of our text, and their text for it. */
export interface Alternative extends Range {
  readonly theirs: string
}

/** The changes of our text that would resolve a conflict in favour of theirs. */
export function alternativesOf(
  { kind, ours, theirs }: Clash,
  pairs: ReadonlyMap<ScopeNode, ScopeNode>,
  stays: (ours: Item) => boolean,
): Alternative[] {
  const their = theirs.at(-1)
  // A conflict of order has no single place, and a moved item may contain other conflicts.
  if (kind !== 'item') return []
  if (ours.length === 0) {
    const edit = insertPieces(new Places(pairs, stays).spotFor(theirs), theirs.map(pieceOf))
    return [{ start: edit.start, end: edit.end, theirs: edit.text }]
  }
  if (their === undefined) return ours.map((item) => ({ ...linesOf(item), theirs: '' }))
  return ours.slice(-1).map((item) => edited(item, replaceBy(item, their)))
}

function edited(item: Item, { start, end, text }: TextEdit): Alternative {
  const lines = linesOf(item)
  const before = item.block.document.source.text.slice(lines.start, lines.end)
  const edit = { start: start - lines.start, end: end - lines.start, text }
  return { ...lines, theirs: applyEdits(before, [edit]) }
}

/**
 * The lines of a statement without the comments above; only the statement if others share its line.
 */
function linesOf({ block, body, tail, beginsLine: isFirst }: Item): Range {
  const { text } = block.document.source
  if (!isFirst || tail.kind === 'token') return { start: body.start, end: tail.end }
  const start = beginsLine(text, body.start) ? lineStart(text, body.start) : body.start
  return { start, end: tail.next }
}

const [OURS, BETWEEN, THEIRS] = ['<<<<<<< ours', '=======', '>>>>>>> theirs']

/** Writes both sides between conflict marks, each mark on its own line. */
export function withMarkers({ start, end, theirs }: Alternative, source: Source): TextEdit {
  const { text, newline } = source
  const lines = (side: string) => {
    const words = side.replace(/^(?:\r?\n)+/, '')
    if (isBlank(words)) return ''
    return words.endsWith('\n') ? words : words + newline
  }
  const opening = start === lineStart(text, start) ? '' : newline
  const marked =
    `${opening}${OURS}${newline}${lines(text.slice(start, end))}` +
    `${BETWEEN}${newline}${lines(theirs)}${THEIRS}${newline}`
  return { start, end, text: marked }
}

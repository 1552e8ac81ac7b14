import { type Document, parse } from '../../../grammar/index.js'
import type { ConfigFile } from '../../config/index.js'
import { BROKEN, NodeKind, type Range, type TextEdit } from '../../syntax/index.js'
import { checkedEdits, errorsIn } from './checked-edits.js'
import type { FormatOptions } from './format.js'
import { gapAt, newlineOf } from './gap.js'

/**
 * Formats a part of a file: the edits that lie in it of those that the whole file would get. Only what
 * stands around the part is looked at, from a blank line or stanza to the next one outside of stanzas: over
 * these nothing is aligned. What the file means stays as it is, as the tokens and statements do.
 * @returns the edits, or the reason for a refusal in one line, with the place
 */
export function formatPart(
  { name, document }: Pick<ConfigFile, 'name' | 'document'>,
  part: Range,
  options: FormatOptions = {},
): readonly TextEdit[] | string {
  const wrong = errorsIn(document, name)
  if (wrong !== undefined) return wrong
  const { start, end } = around(document, part)
  const text = document.source.text.slice(start, end)
  const cut = parse(text, { name })
  const isAlone = newlineOf(cut) === newlineOf(document)
  const [from, its] = isAlone ? [start, cut] : [0, document]
  const edits = checkedEdits(its, name, options, (index) => document.source.position(from + index))
  if (typeof edits === 'string') return edits
  return edits
    .map((edit) => ({ ...edit, start: from + edit.start, end: from + edit.end }))
    .filter((edit) => edit.start >= part.start && edit.end <= part.end)
}

/** From the last place before a part over which nothing is aligned to the next one behind it, or to the ends. */
function around(document: Document, part: Range): Range {
  const { source, tree } = document
  const { text } = source
  const apart = (token: number, isStanzaAround: boolean) =>
    gapAt(document, token).runs.filter(
      ({ newlines }, at) => newlines > (isStanzaAround && at === 0 ? 0 : 1),
    )
  const statements = outermost(document)
  let start = 0
  for (const { token, isStanzaAround } of statements.toReversed()) {
    if ((tree.tokens.start[token] as number) > part.start) continue
    const run = apart(token, isStanzaAround).findLast(({ end }) => end <= part.start)
    if (run === undefined) continue
    start = text.lastIndexOf('\n', run.end - 1) + 1
    break
  }
  for (const { token, isStanzaAround } of statements) {
    if ((tree.tokens.start[token] as number) < part.end) continue
    const run = apart(token, isStanzaAround).find((each) => each.start >= part.end)
    if (run !== undefined) return { start, end: text.indexOf('\n', run.start) + 1 }
  }
  return { start, end: text.length }
}

/** A statement that stands in no stanza. */
interface Outermost {
  /** Its first. */
  readonly token: number
  /** Whether it, or the statement before it, is a stanza: these are aligned with nothing. */
  readonly isStanzaAround: boolean
}

function outermost({ tree }: Document): Outermost[] {
  const statements: Outermost[] = []
  const limit = tree.next[0] as number
  let wasStanza = false
  for (let child = 1; child < limit; child = tree.next[child] as number) {
    const isStanza = ((tree.kind[child] as number) & ~BROKEN) === NodeKind.Scope
    const isStanzaAround = child > 1 && (wasStanza || isStanza)
    statements.push({ token: tree.first[child] as number, isStanzaAround })
    wasStanza = isStanza
  }
  return statements
}

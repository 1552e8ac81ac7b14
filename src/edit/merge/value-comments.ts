import { diffArrays } from 'diff'
import type { Comment, Document } from '../../../grammar/index.js'
import {
  decodeString,
  type Range,
  type TextEdit,
  TokenKind,
  type ValueView,
} from '../../syntax/index.js'
import { type Style, styled } from './adapt.js'
import { type Item, wordsOf } from './file-tree.js'
import { optionValue } from './same.js'
import { styleFor } from './take.js'

/** The merge of comments inside a value. */
export interface ValueComments {
  /** Edits of our text, only between elements. */
  readonly edits: readonly TextEdit[]
  /** The comments that the edits insert. */
  readonly gained: readonly Comment[]
  /** Whether some comments could not be placed, because ours has another element next to them. */
  readonly isPartial: boolean
}

/**
 * Makes the comment changes of theirs inside an option's value in ours. Elements are never touched.
 * A comment between two elements, or an element and a bracket, is placed where ours has the same
 * two next to each other, with the same comments as in the base.
 * @param was the option in the base
 */
export function valueComments(was: Item, own: Item, their: Item): ValueComments {
  const [base, ours, theirs] = [was, own, their].map((item) => new Gaps(item)) as [Gaps, Gaps, Gaps]
  if (!base.differsFrom(theirs)) return { edits: [], gained: [], isPartial: false }
  const [toOurs, toTheirs] = [base.pairedWith(ours), base.pairedWith(theirs)]
  const edits: TextEdit[] = []
  const gained: Comment[] = []
  const isSeen = new Set<number>()
  let isPartial = false
  for (let gap = 0; gap < base.count; gap++) {
    const [before, mine, other] = [base.words(gap), toOurs.get(gap), toTheirs.get(gap)]
    if (other !== undefined) isSeen.add(other)
    const wanted = other === undefined ? '' : theirs.words(other)
    if (wanted === before || (mine !== undefined && ours.words(mine) === wanted)) continue
    if (mine === undefined || other === undefined || ours.words(mine) !== before) isPartial = true
    else {
      edits.push(ours.replaced(mine, theirs, other))
      gained.push(...theirs.comments(other))
    }
  }
  for (let gap = 0; gap < theirs.count; gap++) {
    if (!isSeen.has(gap) && theirs.words(gap) !== '') isPartial = true
  }
  return { edits, gained, isPartial }
}

/** The gaps between the tokens of a value, with comments, blanks and commas. */
class Gaps {
  readonly #document: Document
  /** The tokens of the value, without commas. */
  readonly #tokens: number[] = []

  constructor(readonly item: Item) {
    this.#document = item.block.document
    const { kind } = this.#document.tree.tokens
    const [first, limit] = tokensOf(optionValue(item))
    for (let token = first; token < limit; token++) {
      if (kind[token] !== TokenKind.Comma) this.#tokens.push(token)
    }
  }

  get count(): number {
    return this.#tokens.length - 1
  }

  /** The text of the comments in a gap. */
  words(gap: number): string {
    return wordsOf(this.comments(gap))
  }

  differsFrom(other: Gaps): boolean {
    return this.#all() !== other.#all()
  }

  /** For each gap, the gap of another value that is between the same two tokens. */
  pairedWith(other: Gaps): Map<number, number> {
    const tokens = new Map<number, number>()
    let [mine, its] = [0, 0]
    const options = { maxEditLength: MOST_CHANGES }
    for (const part of diffArrays(this.#meanings(), other.#meanings(), options) ?? []) {
      const { added, removed, count = 0 } = part
      for (let index = 0; !added && !removed && index < count; index++) {
        tokens.set(mine + index, its + index)
      }
      if (!added) mine += count
      if (!removed) its += count
    }
    const gaps = [...tokens].filter(([from, to]) => tokens.get(from + 1) === to + 1)
    return new Map(gaps)
  }

  /** The edit that gives a gap the comments of a gap in another value. */
  replaced(gap: number, from: Gaps, its: number): TextEdit {
    const { kind } = this.#document.tree.tokens
    const [token, next] = [this.#tokens[gap] as number, this.#tokens[gap + 1] as number]
    const comma = next - token > 1 ? ',' : ''
    const text = from.#withoutCommas(its, styleFor(this.item, from.item))
    const isBetweenElements = isElement(kind[token]) && isElement(kind[next])
    // Without a blank, the text after a word would become part of it.
    const blank = /^\s/.test(text) || (text === '' && !isBetweenElements && comma === '') ? '' : ' '
    return { ...this.#range(gap), text: comma + blank + text }
  }

  #all(): string {
    return JSON.stringify(Array.from({ length: this.count }, (_, gap) => this.words(gap)))
  }

  #range(gap: number): Range {
    const { start, end } = this.#document.tree.tokens
    const [token, next] = [this.#tokens[gap] as number, this.#tokens[gap + 1] as number]
    return { start: end[token] as number, end: start[next] as number }
  }

  comments(gap: number): readonly Comment[] {
    return this.#document.comments(this.#range(gap))
  }

  #withoutCommas(gap: number, style: Style): string {
    const { start, end } = this.#range(gap)
    const { text } = this.#document.source
    let written = ''
    let at = start
    for (const comment of this.comments(gap)) {
      written += text.slice(at, comment.start).replaceAll(',', '') + comment.text
      at = comment.end
    }
    return styled(written + text.slice(at, end).replaceAll(',', ''), style)
  }

  /** The values of the tokens, regardless of quotes. */
  #meanings(): string[] {
    const { tree, source } = this.#document
    const { kind, start, end } = tree.tokens
    return this.#tokens.map((token) => {
      const text = source.text.slice(start[token], end[token])
      if (!isElement(kind[token])) return text
      return `"${kind[token] === TokenKind.String ? decodeString(text) : text}`
    })
  }
}

/** With more differences than this nothing is paired, because the search would take too long. */
const MOST_CHANGES = 2000

function isElement(kind: number | undefined): boolean {
  return kind === TokenKind.Word || kind === TokenKind.String
}

function tokensOf(value: ValueView): [first: number, limit: number] {
  return value.type === 'scalar'
    ? [value.token, value.token + 1]
    : [value.firstToken, value.tokenLimit]
}

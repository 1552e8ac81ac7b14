import type { Diagnostic } from '../src/diagnostics/index.js'
import {
  FileView,
  partitionPoint,
  type Range,
  type Source,
  type SyntaxTree,
} from '../src/syntax/index.js'

/** A comment in a text. `start` is the index of its `#` or slash; `end` is exclusive. */
export interface Comment extends Range {
  /** The text of the comment, including its marks. */
  readonly text: string
}

/** A parsed text: source, tree and findings. */
export class Document {
  constructor(
    readonly source: Source,
    readonly tree: SyntaxTree,
    readonly diagnostics: readonly Diagnostic[],
  ) {}

  get root(): FileView {
    return new FileView(this.tree, 0)
  }

  /** The comments within a range of the text; by default in the whole text. */
  comments(range: Range = { start: 0, end: this.source.length }): Comment[] {
    return findComments(this.tree, range)
  }
}

export function findComments(tree: SyntaxTree, range: Range): Comment[] {
  const { text } = tree.source
  const { tokens } = tree
  const comments: Comment[] = []
  let token = firstTokenEndingAfter(tree, range.start)
  let at = token === 0 ? 0 : (tokens.end[token - 1] as number)
  for (;;) {
    const gapEnd = token < tokens.count ? (tokens.start[token] as number) : text.length
    for (let comment = nextComment(text, at, gapEnd); comment; ) {
      if (comment.start >= range.end) return comments
      if (comment.start >= range.start && comment.end <= range.end) comments.push(comment)
      comment = nextComment(text, comment.end, gapEnd)
    }
    if (token >= tokens.count || gapEnd >= range.end) return comments
    at = tokens.end[token] as number
    token++
  }
}

function firstTokenEndingAfter({ tokens: { end, count } }: SyntaxTree, offset: number): number {
  return partitionPoint(count, (token) => (end[token] as number) <= offset)
}

/** The first comment in a gap between tokens; apart from comments, a gap holds only blanks. */
function nextComment(text: string, from: number, gapEnd: number): Comment | undefined {
  for (let start = from; start < gapEnd; start++) {
    const unit = text.charCodeAt(start)
    if (unit === 0x23) {
      const newline = text.indexOf('\n', start)
      let end = newline === -1 || newline > gapEnd ? gapEnd : newline
      if (end > start && text.charCodeAt(end - 1) === 13) end--
      return { start, end, text: text.slice(start, end) }
    }
    if (unit === 0x2f) {
      const close = text.indexOf('*/', start + 2)
      const end = close === -1 || close + 2 > gapEnd ? gapEnd : close + 2
      return { start, end, text: text.slice(start, end) }
    }
  }
  return undefined
}

import {
  applyEdits,
  BROKEN,
  gapBefore,
  NodeKind,
  Source,
  type SyntaxTree,
  type TextEdit,
  TokenKind,
  type Tokens,
} from '../src/syntax/index.js'
import { Document } from './document.js'
import { lexPart } from './lexer/lexer.js'
import { parse } from './parse.js'
import { runMachine } from './run.js'

/**
 * Parses a text again after edits, and reuses everything that the edits did not touch: only the
 * statements around them are read. Gives the same document as `parse` of the new text. In doubtful
 * cases (the text was or is broken, brackets do not match, a comment begins) the whole text is
 * parsed.
 * @param edits in order and disjoint, with offsets into the old text
 * @throws RangeError when the edits are not in order or overlap
 */
export function reparse(document: Document, edits: readonly TextEdit[]): Document {
  const { source, tree } = document
  const [first] = edits
  const last = edits.at(-1)
  if (first === undefined || last === undefined) return document
  const text = applyEdits(source.text, edits)
  const part = document.diagnostics.length === 0 && affectedPart(tree, first.start, last.end)
  if (part) {
    const next = new Source(text, source.name)
    const spliced = splice(tree, next, part, text.length - source.length)
    if (spliced) return new Document(next, spliced, [])
  }
  return parse(text, { name: source.name })
}

/** Whole statements of one body, which contain all edits. */
interface Part {
  /** The nodes from `from` up to `to`, exclusive, are read again. */
  readonly from: number
  readonly to: number
  /** The tokens of these nodes; `limit` is exclusive. */
  readonly first: number
  readonly limit: number
  /** The nodes around the part, outermost first. */
  readonly around: readonly number[]
}

/**
 * The smallest run of statements around a range of the text such that the range touches neither the
 * token before nor the token after them.
 */
function affectedPart(tree: SyntaxTree, start: number, end: number): Part | undefined {
  const { tokens } = tree
  const around = [0]
  let best: Part | undefined
  for (;;) {
    const body = around.at(-1) as number
    let from = -1
    let to = -1
    const limit = tree.next[body] as number
    let inside = -1
    for (let child = body + 1; child < limit; child = tree.next[child] as number) {
      const childStart = tokens.start[tree.first[child] as number] as number
      const childEnd = tokens.end[(tree.limit[child] as number) - 1] as number
      if (childStart < start) from = child
      if (childStart < start && childEnd > end) inside = child
      if (childEnd > end) {
        to = child
        break
      }
    }
    if (from === -1 || to === -1) return best
    best = {
      from,
      to: tree.next[to] as number,
      first: tree.first[from] as number,
      limit: tree.limit[to] as number,
      around: [...around],
    }
    if (inside === -1 || ((tree.kind[inside] as number) & ~BROKEN) !== NodeKind.Scope) return best
    around.push(inside)
  }
}

function splice(
  tree: SyntaxTree,
  source: Source,
  part: Part,
  shift: number,
): SyntaxTree | undefined {
  const { tokens } = tree
  const behind = part.limit < tokens.count ? part.limit : undefined
  const from = tokens.start[part.first] as number
  const to = (behind === undefined ? tree.source.length : (tokens.end[behind] as number)) + shift
  const gap = gapBefore(tree, part.first)
  const lexed = lexPart(source, {
    from,
    to,
    before: [kindAt(tokens, part.first - 2), kindAt(tokens, part.first - 1)],
    atLineStart: part.first === 0 || tree.source.text.slice(gap.start, gap.end).includes('\n'),
  })
  if (lexed.diagnostics.length > 0) return undefined
  const fresh = withoutLast(lexed.tokens, tokens, behind, shift)
  if (fresh === undefined) return undefined
  const result = runMachine(source, fresh, part.around.length - 1)
  if (result.diagnostics.length > 0) return undefined
  return join(tree, source, part, fresh, result.tree, shift)
}

function kindAt(tokens: Tokens, token: number): TokenKind {
  return (token < 0 ? TokenKind.EndOfFile : tokens.kind[token]) as TokenKind
}

/**
 * The new tokens without the one after the part. That token was read only to check that it is
 * unchanged, since the two tokens before a token can change its kind.
 */
function withoutLast(
  fresh: Tokens,
  old: Tokens,
  behind: number | undefined,
  shift: number,
): Tokens | undefined {
  if (behind === undefined) return fresh
  const last = fresh.count - 1
  if (
    last < 0 ||
    fresh.kind[last] !== old.kind[behind] ||
    fresh.start[last] !== (old.start[behind] as number) + shift ||
    fresh.end[last] !== (old.end[behind] as number) + shift
  ) {
    return undefined
  }
  const kind = fresh.kind.slice()
  kind[last] = TokenKind.EndOfFile
  return { ...fresh, count: last, kind }
}

/** The old columns with the rows of the part replaced. */
function join(
  tree: SyntaxTree,
  source: Source,
  part: Part,
  fresh: Tokens,
  inner: SyntaxTree,
  shift: number,
): SyntaxTree {
  const old = tree.tokens
  const tokenShift = fresh.count - (part.limit - part.first)
  const nodeShift = inner.count - 1 - (part.to - part.from)
  const tokens: Tokens = {
    count: old.count + tokenShift,
    kind: joinBytes(old.kind, part.first, part.limit, fresh.kind.subarray(0, fresh.count)),
    start: joinNumbers(
      old.start,
      part.first,
      part.limit,
      fresh.start.subarray(0, fresh.count),
      0,
      shift,
    ),
    end: joinNumbers(old.end, part.first, part.limit, fresh.end.subarray(0, fresh.count), 0, shift),
  }
  // Row 0 of the inner tree is its file; its statements replace the old ones.
  const rows = (column: Int32Array) => column.subarray(1, inner.count)
  const { from, to, first } = part
  const joined: SyntaxTree = {
    source,
    tokens,
    count: tree.count + nodeShift,
    kind: joinBytes(tree.kind, from, to, inner.kind.subarray(1, inner.count)),
    first: joinNumbers(tree.first, from, to, rows(inner.first), first, tokenShift),
    limit: joinNumbers(tree.limit, from, to, rows(inner.limit), first, tokenShift),
    next: joinNumbers(tree.next, from, to, rows(inner.next), from - 1, nodeShift),
  }
  for (const node of part.around) {
    joined.limit[node] = (joined.limit[node] as number) + tokenShift
    joined.next[node] = (joined.next[node] as number) + nodeShift
  }
  return joined
}

function joinBytes(old: Uint8Array, from: number, to: number, fresh: Uint8Array): Uint8Array {
  const joined = new Uint8Array(old.length - (to - from) + fresh.length)
  joined.set(old.subarray(0, from))
  joined.set(fresh, from)
  joined.set(old.subarray(to), from + fresh.length)
  return joined
}

/** @param added is added to each new number, `shift` to each old one after the part */
function joinNumbers(
  old: Int32Array,
  from: number,
  to: number,
  fresh: Int32Array,
  added: number,
  shift: number,
): Int32Array {
  const joined = new Int32Array(old.length - (to - from) + fresh.length)
  joined.set(old.subarray(0, from))
  for (let row = 0; row < fresh.length; row++) joined[from + row] = (fresh[row] as number) + added
  let row = from + fresh.length
  for (let index = to; index < old.length; index++) joined[row++] = (old[index] as number) + shift
  return joined
}

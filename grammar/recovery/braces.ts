import { type Diagnostic, diagnostic, fix } from '../../src/diagnostics/index.js'
import type { Range } from '../../src/syntax/index.js'
import { type Source, TokenKind, type Tokens } from '../../src/syntax/index.js'
import { headerText } from '../findings/names.js'
import { Layout } from '../layout.js'
import type { Imbalance } from './imbalance.js'

/** Tokens with matching braces, and the repairs that were needed. */
export interface BraceRepair {
  readonly tokens: Tokens
  readonly diagnostics: readonly Diagnostic[]
}

/** A missing closing brace before a token, a superfluous brace, or a missing opening brace. */
type Repair =
  | { readonly kind: 'missing'; readonly before: number; readonly open: number }
  | { readonly kind: 'extra'; readonly at: number }
  | { readonly kind: 'opening'; readonly behind: number; readonly close: number }

interface OpenBrace {
  readonly token: number
  readonly indent: number
}

/**
 * Finds missing or superfluous closing braces by the indentation, when the braces do not match.
 * Only a minimal repair is accepted, with as many changes as unmatched braces. A missing brace is
 * added to the tokens with no text, so that the following statements belong to the scope that their
 * author meant.
 */
export function repairBraces(
  source: Source,
  tokens: Tokens,
  imbalance: Imbalance,
): BraceRepair | undefined {
  const layout = new Layout(source, tokens)
  const repairs = findRepairs(layout)
  if (repairs.length === 0 || repairs.length > imbalance.open.length + imbalance.extra.length) {
    return undefined
  }
  return {
    tokens: patch(tokens, repairs),
    diagnostics: repairs.map((repair) => tell(layout, repair)),
  }
}

/**
 * Assumes missing opening braces, when only closing ones are unmatched: the nearest statement
 * before each that could be a header gets a brace.
 */
export function assumeOpeningBraces(
  source: Source,
  tokens: Tokens,
  { open, extra, headers }: Imbalance,
): BraceRepair | undefined {
  if (open.length > 0 || extra.length === 0) return undefined
  const layout = new Layout(source, tokens)
  const repairs: Repair[] = []
  const before: number[] = []
  let next = 0
  for (const close of extra) {
    while (next < headers.length && (headers[next] as number) < close) {
      before.push(headers[next++] as number)
    }
    const behind = before.pop()
    if (behind === undefined) return undefined
    repairs.push({ kind: 'opening', behind, close })
  }
  repairs.sort((a, b) => orderOf(a) - orderOf(b))
  return { tokens: patch(tokens, repairs), diagnostics: repairs.map((each) => tell(layout, each)) }
}

function orderOf(repair: Repair): number {
  return repair.kind === 'opening' ? repair.behind : 0
}

function findRepairs(layout: Layout): Repair[] {
  const { tokens } = layout
  const repairs: Repair[] = []
  const stack: OpenBrace[] = []
  const closeDownTo = (indent: number, before: number, keepEqual: boolean): void => {
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      if (top.indent < indent || (keepEqual && top.indent === indent)) return
      if (layout.line(top.token) === layout.line(before)) return
      repairs.push({ kind: 'missing', before, open: top.token })
      stack.pop()
    }
  }
  for (let token = 0; token < tokens.count; token++) {
    switch (tokens.kind[token]) {
      case TokenKind.OpenBrace:
        stack.push({ token, indent: layout.indent(token) })
        break
      case TokenKind.CloseBrace:
        if (layout.startsLine(token)) {
          const indent = layout.indent(token)
          closeDownTo(indent, token, true)
          if ((stack.at(-1)?.indent ?? -1) < indent) {
            repairs.push({ kind: 'extra', at: token })
            break
          }
        } else if (closedOnItsLine(layout, token) && spans(layout, stack.at(-1), token)) {
          repairs.push({ kind: 'extra', at: token })
          break
        }
        if (stack.pop() === undefined) repairs.push({ kind: 'extra', at: token })
        break
      case TokenKind.Word:
      case TokenKind.Include:
        if (stack.length > 0 && layout.startsLine(token) && layout.looksLikeHead(token)) {
          closeDownTo(layout.indent(token), token, false)
        }
        break
      default:
    }
  }
  while (stack.length > 0) {
    const { token: open } = stack.pop() as OpenBrace
    repairs.push({ kind: 'missing', before: tokens.count, open })
  }
  return repairs
}

/** Whether a brace directly follows one that closes a stanza on the same line. */
function closedOnItsLine(layout: Layout, token: number): boolean {
  return layout.kind(token - 1) === TokenKind.CloseBrace && layout.sameLine(token - 1, token)
}

/** Whether a stanza began on an earlier line than a token. */
function spans(layout: Layout, open: OpenBrace | undefined, token: number): boolean {
  return open !== undefined && layout.line(open.token) < layout.line(token)
}

/** Applies repairs to the tokens; both are in the order of the text, as from `findRepairs`. */
function patch(tokens: Tokens, repairs: readonly Repair[]): Tokens {
  const added = repairs.filter(({ kind }) => kind !== 'extra').length
  const size = tokens.kind.length + added
  const kind = new Uint8Array(size)
  const start = new Int32Array(size)
  const end = new Int32Array(size)
  let to = 0
  let from = 0
  const copyUpTo = (limit: number): void => {
    kind.set(tokens.kind.subarray(from, limit), to)
    start.set(tokens.start.subarray(from, limit), to)
    end.set(tokens.end.subarray(from, limit), to)
    to += limit - from
    from = limit
  }
  for (const repair of repairs) {
    if (repair.kind === 'extra') {
      copyUpTo(repair.at + 1)
      kind[to - 1] = TokenKind.Unknown
      continue
    }
    const before = repair.kind === 'opening' ? repair.behind + 1 : repair.before
    copyUpTo(before)
    const place = tokens.end[before - 1] as number
    kind[to] = repair.kind === 'opening' ? TokenKind.OpenBrace : TokenKind.CloseBrace
    start[to] = place
    end[to] = place
    to++
  }
  copyUpTo(tokens.kind.length)
  return { count: tokens.count + added, kind, start, end }
}

function tell(layout: Layout, repair: Repair): Diagnostic {
  const { source, tokens } = layout
  const file = source.name
  const place = (token: number) => ({
    file,
    start: tokens.start[token] as number,
    end: tokens.end[token] as number,
  })
  if (repair.kind === 'extra') {
    return diagnostic('syntax/extra-brace', place(repair.at), 'A "}" that closes nothing', {
      detail: 'By its indentation it belongs to no stanza. Take it out.',
      fixes: [
        fix('Take the brace out', 'unsafe', file, [{ ...editAt(place(repair.at)), text: '' }]),
      ],
    })
  }
  if (repair.kind === 'opening') {
    const { behind, close } = repair
    const header = place(behind)
    return diagnostic(
      'syntax/missing-brace',
      header,
      `"{" is missing behind ${headerText(layout, behind + 1)}`,
      {
        detail: `The "}" in line ${layout.line(close)} closes this stanza.`,
        related: [{ ...place(close), note: 'closed here' }],
        fixes: [
          fix('Write the brace', 'unsafe', file, [
            { start: header.end, end: header.end, text: ' {' },
          ]),
        ],
      },
    )
  }
  const { before, open } = repair
  const atEnd = before === tokens.count
  const summary = `Stanza ${headerText(layout, open)} is not closed`
  const related = atEnd
    ? { file, start: source.length, end: source.length, note: 'the file ends here' }
    : {
        ...place(before),
        note: `a "}" is missing before this line: it ${layout.indent(before) === 0 ? 'stands at the left margin' : 'is not indented deeper than the stanza'}`,
      }
  return diagnostic('syntax/unclosed-scope', place(open), summary, {
    detail: atEnd
      ? 'A "}" is missing at the end of the file.'
      : `A "}" is missing before line ${layout.line(before)}.`,
    related: [related],
    fixes: [fix('Close the stanza', 'unsafe', file, [closingEdit(layout, open, before)])],
  })
}

function editAt({ start, end }: Range): Range {
  return { start, end }
}

/** An edit that adds a brace on its own line, indented like its stanza. */
function closingEdit(layout: Layout, open: number, before: number) {
  const { source, tokens } = layout
  const line = source.lineText(layout.line(open))
  const indent = /^[ \t]*/.exec(line)?.[0] ?? ''
  const place = tokens.end[before - 1] as number
  return { start: place, end: place, text: `${source.newline}${indent}}` }
}

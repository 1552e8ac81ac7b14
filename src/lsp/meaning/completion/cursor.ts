import {
  firstTokenFrom,
  type Range,
  ScalarView,
  type SyntaxTree,
  TokenKind,
} from '../../../syntax/index.js'

/** What may be written at an index of a text. */
export type Expected =
  /** An option, a stanza or an include. */
  | { readonly kind: 'name' }
  /** The instance of a stanza, behind its name. */
  | { readonly kind: 'instance'; readonly scope: string }
  /** The operand of an include. */
  | { readonly kind: 'file' }
  /** A value, or a part of one. */
  | {
      readonly kind: 'value'
      readonly option: string
      readonly form: 'whole' | 'element' | 'key'
      /** The key of a dictionary whose value it is. */
      readonly key?: string
    }

export interface Cursor {
  readonly expected: Expected
  /** What is typed so far, and is replaced. */
  readonly typed: Range & { readonly text: string; readonly quoted: boolean }
  /** Whether what follows on the line makes a statement of the name: `=`, a brace or an instance. */
  readonly isFollowed: boolean
}

/** How many tokens an array or a dictionary around the place may begin before it. */
const FARTHEST = 2000

/** What may be written at an index; undefined in comments. */
export function cursorAt(
  tree: SyntaxTree,
  index: number,
  isComment: (index: number) => boolean,
): Cursor | undefined {
  if (isComment(index)) return undefined
  const { tokens } = tree
  let next = firstTokenFrom(tree, index)
  const touched = next > 0 && (tokens.end[next - 1] as number) >= index ? next - 1 : undefined
  const startsHere = next < tokens.count && (tokens.start[next] as number) === index
  let typed: Cursor['typed'] = { start: index, end: index, text: '', quoted: false }
  let before = next - 1
  if (touched !== undefined && isWritten(tokens.kind[touched])) {
    typed = typedIn(tree, touched, index)
    before = touched - 1
  } else if (startsHere && tokens.kind[next] === TokenKind.Word) {
    typed = { ...typed, end: index }
  }
  const expected = expectedAfter(tree, before, index)
  if (expected === undefined) return undefined
  next = touched !== undefined && isWritten(tokens.kind[touched]) ? touched + 1 : next
  return { expected, typed, isFollowed: isFollowed(tree, next, typed.end) }
}

function isWritten(kind: number | undefined): boolean {
  return kind === TokenKind.Word || kind === TokenKind.String || kind === TokenKind.Include
}

/** The token that is being typed: of a string over several lines only what is before the index. */
function typedIn(tree: SyntaxTree, token: number, index: number): Cursor['typed'] {
  const { source, tokens } = tree
  const start = tokens.start[token] as number
  const tokenEnd = tokens.end[token] as number
  const isOneLine = source.lineAt(start) === source.lineAt(tokenEnd)
  const end = isOneLine ? tokenEnd : index
  const quoted = tokens.kind[token] === TokenKind.String
  return { start, end, text: source.text.slice(start, index), quoted }
}

function isFollowed({ source, tokens }: SyntaxTree, next: number, from: number): boolean {
  if (next >= tokens.count) return false
  const start = tokens.start[next] as number
  if (source.lineAt(start) !== source.lineAt(from)) return false
  const kind = tokens.kind[next]
  return kind !== TokenKind.CloseBrace
}

/** What the tokens up to one let follow. */
function expectedAfter(tree: SyntaxTree, last: number, index: number): Expected | undefined {
  const { tokens, source } = tree
  const kindOf = (token: number) => (token < 0 ? undefined : tokens.kind[token])
  const textOf = (token: number) => new ScalarView(tree, token).value
  const list = listAround(tree, last)
  if (list !== undefined) {
    const option = optionBefore(tree, list.open)
    if (option === undefined) return undefined
    if (list.kind === 'array') return { kind: 'value', option, form: 'element' }
    return kindOf(last) === TokenKind.Equals
      ? { kind: 'value', option, form: 'whole', key: textOf(last - 1) }
      : { kind: 'value', option, form: 'key' }
  }
  switch (kindOf(last)) {
    case TokenKind.Include:
      return { kind: 'file' }
    case TokenKind.Equals:
      return isWritten(kindOf(last - 1))
        ? { kind: 'value', option: textOf(last - 1), form: 'whole' }
        : undefined
    case TokenKind.Word:
    case TokenKind.String: {
      const isSameLine = source.lineAt(tokens.end[last] as number) === source.lineAt(index)
      const isHead = beginsStatement(kindOf(last - 1)) || !isWritten(kindOf(last - 1))
      const isEnded =
        kindOf(last - 1) === TokenKind.Equals || kindOf(last - 1) === TokenKind.Include
      if (isSameLine && isHead && !isEnded && kindOf(last) === TokenKind.Word) {
        return { kind: 'instance', scope: textOf(last) }
      }
      return { kind: 'name' }
    }
    case TokenKind.Unknown:
      return undefined
    default:
      return { kind: 'name' }
  }
}

function beginsStatement(kind: number | undefined): boolean {
  return kind === undefined || kind === TokenKind.OpenBrace || kind === TokenKind.CloseBrace
}

/** The array or the dictionary that is open behind a token. */
function listAround(
  { tokens }: SyntaxTree,
  last: number,
): { readonly kind: 'array' | 'dictionary'; readonly open: number } | undefined {
  let isArray = true
  for (let token = last; token >= 0 && token > last - FARTHEST; token--) {
    switch (tokens.kind[token]) {
      case TokenKind.Word:
      case TokenKind.String:
      case TokenKind.Comma:
        break
      case TokenKind.Equals:
        isArray = false
        break
      case TokenKind.OpenParen:
        return isArray ? { kind: 'array', open: token } : undefined
      case TokenKind.OpenBracket:
        return { kind: 'dictionary', open: token }
      default:
        return undefined
    }
  }
  return undefined
}

/** The name of the option whose value begins with a token. */
function optionBefore(tree: SyntaxTree, open: number): string | undefined {
  const { kind } = tree.tokens
  const token = kind[open - 1] === TokenKind.Equals ? open - 2 : open - 1
  const isName = token >= 0 && (kind[token] === TokenKind.Word || kind[token] === TokenKind.String)
  return isName ? new ScalarView(tree, token).value : undefined
}

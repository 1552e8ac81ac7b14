import { type Comment, type Document, parse } from '../../../grammar/index.js'
import { registry as everything, secretRanges } from '../../schema/index.js'
import { commentsAround } from '../../schema/secrets/comments.js'
import { isSecretName } from '../../schema/secrets/names.js'
import { isSecretOption } from '../../schema/secrets/options.js'
import { isProse, toldSecrets } from '../../schema/secrets/prose.js'
import { insideOf } from '../../schema/secrets/secrets.js'
import { inOrder, moved, secretShapes } from '../../schema/secrets/shapes.js'
import { isNamedAround, NAMED } from '../../schema/secrets/surroundings.js'
import type { OptionType, Registry } from '../../schema/types.js'
import {
  atOnce,
  BROKEN,
  ErrorView,
  NodeKind,
  nodeAt,
  OptionView,
  type Pieces,
  type Range,
  rangesWithin,
  ScalarView,
  ScopeView,
  type SyntaxTree,
  TokenKind,
} from '../../syntax/index.js'

/**
 * The ranges of a text that must not be shown (cli.md, "Secrets"), sorted and disjoint: option
 * values that the schema marks, values in broken statements and in comments, and text of a secret's
 * shape anywhere.
 * @param places whole lines to search, when only these parts of a large text are shown
 */
export function secretsIn(
  document: Document,
  registry: Registry = everything(),
  places?: readonly Range[],
): readonly Range[] {
  if (places !== undefined || registry !== everything()) {
    return atOnce(search(document, registry, places))
  }
  return atOnce(secretsInPieces(document))
}

/** The same of a whole document, for somebody who has other things to do meanwhile. */
export function* secretsInPieces(document: Document): Pieces<readonly Range[]> {
  const secrets = known.get(document) ?? (yield* search(document, everything()))
  known.set(document, secrets)
  return secrets
}

/** What was found in whole documents with the knowledge of the product: rules and reports ask for the same. */
const known = new WeakMap<Document, readonly Range[]>()

function* search(
  document: Document,
  registry: Registry,
  places: readonly Range[] = [{ start: 0, end: document.source.length }],
): Pieces<Range[]> {
  const { text } = document.source
  const names = new Names(registry)
  return inOrder([
    ...inOrder(places).flatMap(({ start, end }) =>
      secretShapes(text.slice(start, end)).map((range) => moved(range, start)),
    ),
    ...(yield* inStatements(document, names)),
    ...(yield* inComments(document.comments(), names)),
  ])
}

/**
 * Searches one document for secrets where they are asked for: a report about few places of a text
 * does not search all of it. The answers are those of `secretsIn`.
 */
export class SecretSearch {
  #all: readonly Range[] | undefined
  #latest: { readonly lines: Range; readonly found: readonly Range[] } | undefined
  #left = MOST_PARTS
  #comments: readonly Comment[] | undefined

  constructor(readonly document: Document) {}

  /** The secrets of the whole text. */
  all(): readonly Range[] {
    this.#all ??= secretsIn(this.document)
    return this.#all
  }

  /** The secrets that overlap some lines. @param lines whole lines */
  within(lines: Range): readonly Range[] {
    if (this.#all === undefined && !isPartOf(lines, this.#latest?.lines)) this.#search(lines)
    return rangesWithin(this.#all ?? this.#latest?.found ?? [], lines)
  }

  #search(lines: Range): void {
    const { document } = this
    this.#all = known.get(document)
    if (this.#all !== undefined) return
    // What is broken may be secret by a name in another statement.
    if (this.#left === MOST_PARTS && hasDamage(document.tree)) this.#left = 0
    this.#comments ??= document.comments()
    const found = this.#left-- > 0 ? secretsOfPart(document, this.#comments, lines) : undefined
    this.#latest = found && { lines, found }
    if (found === undefined) this.all()
  }
}

/** How many nodes are looked at in one piece of the work. */
const MOST_AT_ONCE = 16

/** How many parts of a text are searched before all of it is searched at once. */
const MOST_PARTS = 8

function isPartOf({ start, end }: Range, whole: Range | undefined): boolean {
  return whole !== undefined && start >= whole.start && end <= whole.end
}

/** The secrets of some lines of a sound text; undefined when one of them goes beyond these lines. */
function secretsOfPart(
  document: Document,
  comments: readonly Comment[],
  lines: Range,
): Range[] | undefined {
  const names = new Names(everything())
  const found = inOrder([
    ...secretShapes(document.source.text.slice(lines.start, lines.end)).map((range) =>
      moved(range, lines.start),
    ),
    ...atOnce(inStatements(document, names, lines)),
    ...atOnce(inComments(comments, names, lines)),
  ])
  const overlapping = rangesWithin(found, lines)
  return overlapping.every((range) => isPartOf(range, lines)) ? overlapping : undefined
}

function hasDamage({ kind, count }: SyntaxTree): boolean {
  for (let node = 0; node < count; node++) {
    const each = kind[node] as number
    if ((each & BROKEN) !== 0 || each === NodeKind.Error) return true
  }
  return false
}

/** @param within no statement is looked at that neither stands here nor has a comment here */
function* inStatements({ tree }: Document, names: Names, within?: Range): Pieces<Range[]> {
  const found: Range[] = []
  const words = new BrokenWords(tree, names)
  for (let node = 0; node < tree.count; node++) {
    if (node % MOST_AT_ONCE === 0) yield
    if (within !== undefined && !reaches(tree, node, within)) continue
    const kind = (tree.kind[node] as number) & ~BROKEN
    if (kind === NodeKind.Scope) found.push(...inInstance(nodeAt(tree, node)))
    if (kind !== NodeKind.Option && kind !== NodeKind.Error) continue
    const damaged = kind === NodeKind.Error || isDamaged(tree, node)
    const view = nodeAt(tree, node)
    const isSecret = view instanceof OptionView && isSecretOf(view, names)
    if (!damaged && !isSecret && isHarmless(tree, node)) continue
    if (isSecret) {
      for (const range of commentsAround(tree, view.firstToken, view.tokenLimit)) found.push(range)
    }
    if (view instanceof OptionView && view.value !== undefined && !isSentence(view, names)) {
      for (const range of secretRanges(names.typeOf(view.name), view.name, view.value)) {
        found.push(range)
      }
    }
    if (damaged && (view instanceof OptionView || view instanceof ErrorView)) {
      words.collect(view, found)
    }
  }
  return found
}

function isSecretOf(view: OptionView, names: Names): boolean {
  if (names.isSecret(view.name)) return true
  if (!NAMED.test(view.name)) return false
  const { value } = view
  return value !== undefined && isNamedAround(view.name, value)
}

/** Whether a node, or the text between it and what follows, overlaps a part of the text. */
function reaches({ tokens, first, limit }: SyntaxTree, node: number, { start, end }: Range) {
  const next = limit[node] as number
  return (
    (tokens.start[first[node] as number] as number) < end &&
    (next >= tokens.count || (tokens.start[next] as number) > start)
  )
}

/** Whether prose follows a name that the registry does not know: `pass = number of passes`. */
function isSentence({ tree, firstToken, name, equals, value }: OptionView, names: Names): boolean {
  if (value?.type !== 'scalar' || value.quoted || names.typeOf(name) !== undefined) return false
  return isProse(restOfLine(tree, equals === undefined ? firstToken : firstToken + 1))
}

/** The text after a token on its line, at most 200 characters. */
function restOfLine({ tokens, source }: SyntaxTree, token: number): string {
  const from = tokens.end[token] as number
  const [line = ''] = source.text.slice(from, from + LONGEST_LOOK).split('\n', 1)
  return line.replace(/^[:=]+/, '')
}

/** The instance of a scope whose name says that its instance is a secret. */
function inInstance(scope: unknown): Range[] {
  if (!(scope instanceof ScopeView) || !isSecretName(scope.name)) return []
  const { instance } = scope
  return instance === undefined ? [] : [insideOf(instance)]
}

/** Whether an option contains nothing that suggests a secret. */
function isHarmless({ tokens, source, first, limit }: SyntaxTree, node: number): boolean {
  const start = tokens.start[first[node] as number]
  const end = tokens.end[(limit[node] as number) - 1]
  return !SUSPICIOUS.test(source.text.slice(start, end))
}

/** Whether a statement or a part of it is broken, so that it may be incomplete. */
function isDamaged(tree: SyntaxTree, index: number): boolean {
  const limit = tree.next[index] as number
  for (let node = index; node < limit; node++) {
    if (((tree.kind[node] as number) & BROKEN) !== 0) return true
  }
  return false
}

/**
 * Finds secrets among the words of broken statements: everything after the name of a secret, up to
 * the end of the line or of an open bracket. Statements must come in the order of the text; each
 * token is visited once.
 */
class BrokenWords {
  /** The first token not yet visited. */
  #at = 0
  /** The line of the latest token. */
  #line = 0
  /** How many brackets are open since the name of the secret. */
  #depth = 0
  #isSecret = false
  /**
   * Whether the secret is within the marks of a merge conflict, which has several versions of it.
   */
  #isInConflict = false

  constructor(
    readonly tree: SyntaxTree,
    readonly names: Names,
  ) {}

  collect({ firstToken, tokenLimit }: OptionView | ErrorView, found: Range[]): void {
    for (let token = this.#lineStart(firstToken); token < tokenLimit; token++) {
      const range = this.#look(token)
      if (range !== undefined && token >= firstToken) found.push(range)
    }
    this.#at = Math.max(this.#at, tokenLimit)
  }

  /**
   * The first unvisited token of a line, because the name of a secret may be in a sound statement.
   */
  #lineStart(token: number): number {
    const { tokens, source } = this.tree
    let first = token
    const toLineStart = () => {
      const from = source.lineStart(source.lineAt(tokens.start[first] as number))
      while (first > this.#at && (tokens.start[first - 1] as number) >= from) first--
    }
    toLineStart()
    // The versions of a value in a merge conflict come after the line with its name.
    while (first > this.#at && this.#isBehindMark(first)) {
      first--
      toLineStart()
    }
    return first
  }

  #look(token: number): Range | undefined {
    const { tokens, source } = this.tree
    const line = source.lineAt(tokens.start[token] as number)
    const kind = tokens.kind[token]
    const isNewLine = line !== this.#line
    if (isNewLine && !this.#goesOn(token)) {
      this.#isSecret = false
      this.#isInConflict = false
      this.#depth = 0
    }
    this.#line = line
    if (kind === TokenKind.OpenParen || kind === TokenKind.OpenBracket) this.#depth++
    if (kind === TokenKind.CloseParen || kind === TokenKind.CloseBracket) this.#depth--
    if (!isWord(kind)) return undefined
    const scalar = new ScalarView(this.tree, token)
    if (this.#isSecret) {
      const mark = MERGE_MARK.exec(scalar.text)?.[0]
      if (mark !== undefined) {
        this.#isInConflict = !mark.startsWith('>')
        return undefined
      }
      const range = insideOf(scalar)
      return range.end > range.start ? range : undefined
    }
    // A name stands first on its line or in its block, or before an equals sign.
    const before = tokens.kind[token - 1]
    const isHead = isNewLine || before === TokenKind.OpenBrace || before === TokenKind.CloseBrace
    if ((isHead && !scalar.quoted) || tokens.kind[token + 1] === TokenKind.Equals) {
      this.#isSecret = this.#isNamed(token, scalar.value.replace(/:$/, ''))
      this.#depth = 0
    }
    return undefined
  }

  /** Whether a word is the name of a secret, and not a word of a sentence. */
  #isNamed(token: number, name: string): boolean {
    const hasEquals = this.tree.tokens.kind[token + 1] === TokenKind.Equals
    const isSecret = hasEquals
      ? this.names.isSecret(name)
      : this.names.isKnownSecret(name) || isSecretName(name)
    if (!isSecret || this.names.isKnownSecret(name)) return isSecret
    return !isProse(restOfLine(this.tree, hasEquals ? token + 1 : token))
  }

  /** Whether a merge mark precedes a token; a mark on its own line is not a token. */
  #isBehindMark(token: number): boolean {
    const { tokens, source } = this.tree
    const from = tokens.end[token - 1] as number
    return MARK_LINE.test(source.text.slice(from, tokens.start[token] as number))
  }

  /** Whether a secret continues on the line that begins with this token. */
  #goesOn(token: number): boolean {
    const before = this.tree.tokens.kind[token - 1]
    if (!this.#isSecret) return false
    const isOpen = this.#depth > 0 || this.#isInConflict || before === TokenKind.Equals
    return isOpen || this.#isBehindMark(token)
  }
}

const MARK_LINE = /^(?:<{7}|\|{7}|={7})/m
const MERGE_MARK = /^(?:<{7}|\|{7}|>{7})/

/** How many characters after a name are examined to recognize a sentence. */
const LONGEST_LOOK = 200

function isWord(kind: number | undefined): boolean {
  return kind === TokenKind.Word || kind === TokenKind.String || kind === TokenKind.Unknown
}

/** Looks up option names, each once, because even a large text has few different names. */
class Names {
  readonly #types = new Map<string, OptionType | undefined>()

  constructor(readonly registry: Registry) {}

  isSecret(name: string): boolean {
    return isSecretOption(this.typeOf(name), name)
  }

  isKnownSecret(name: string): boolean {
    return this.typeOf(name)?.secret === true
  }

  /** The type of an option; one that is secret in any scope is preferred. */
  typeOf(name: string): OptionType | undefined {
    if (!this.#types.has(name)) this.#types.set(name, this.#find(name.toLowerCase()))
    return this.#types.get(name)
  }

  #find(name: string): OptionType | undefined {
    const scopes = this.registry.scopesWithOption(name)
    const types = scopes.flatMap(({ options }) => options.get(name) ?? [])
    return types.find(({ secret }) => secret) ?? types[0]
  }
}

/** Matches any statement or comment that may contain a secret; most contain none. */
const SUSPICIOUS =
  /pas|psw|pwd|pw\b|psk|cred|secret|token|key|auth|community|code|bindpw|basic|bearer|[?&]sig|\/\/|@|["']-|\s-[a-zA-Z]/i

function* inComments(comments: readonly Comment[], names: Names, within?: Range): Pieces<Range[]> {
  const found: Range[] = []
  for (const { start, text } of comments) {
    if (within && (start >= within.end || start + text.length <= within.start)) continue
    if (!SUSPICIOUS.test(text)) continue
    yield
    const statements = atOnce(inStatements(parse(withoutMarks(text)), names))
    for (const range of [...statements, ...toldSecrets(text)]) found.push(moved(range, start))
  }
  return found
}

/** A comment's text with its marks replaced by blanks, so that offsets stay the same. */
function withoutMarks(text: string): string {
  return text.startsWith('/*')
    ? text.replace(/^\/\*+|\*+\/$|^[ \t]*\*(?!\/)/gm, (mark) => ' '.repeat(mark.length))
    : text.replace(/^[#\s]+/, (mark) => ' '.repeat(mark.length))
}

import { type Document, parse } from '../../grammar/index.js'
import { registry as everything, secretRanges } from '../schema/index.js'
import type { SecretRange } from '../schema/secrets.js'
import type { OptionType, Registry } from '../schema/types.js'
import {
  BROKEN,
  ErrorView,
  NodeKind,
  nodeAt,
  OptionView,
  ScalarView,
  type SyntaxTree,
  TokenKind,
} from '../syntax/index.js'

/**
 * The parts of a text that must not be shown (cli.md, "Secrets"), in order and without overlap: in
 * the values of options, in statements that are broken, and in what has been commented out.
 */
export function secretsIn(document: Document, registry: Registry = everything()): SecretRange[] {
  // Once over a large text costs less than one look at each of its statements.
  if (document.diagnostics.length === 0 && !SUSPICIOUS.test(document.source.text)) return []
  const names = new Names(registry)
  const found = [...inStatements(document, names), ...inComments(document, names)]
  found.sort((a, b) => a.start - b.start || b.end - a.end)
  let end = -1
  return found.filter((range) => {
    if (range.start < end) return false
    end = range.end
    return true
  })
}

function inStatements({ tree }: Document, names: Names): SecretRange[] {
  const found: SecretRange[] = []
  for (let node = 0; node < tree.count; node++) {
    const kind = (tree.kind[node] as number) & ~BROKEN
    if (kind !== NodeKind.Option && kind !== NodeKind.Error) continue
    if (kind === NodeKind.Option && isHarmless(tree, node)) continue
    const view = nodeAt(tree, node)
    if (view instanceof OptionView && view.value !== undefined) {
      const ranges = secretRanges(names.typeOf(view.name), view.name, view.value)
      found.push(...closed(ranges, tree.source.text))
    }
    if ((view instanceof OptionView && isDamaged(tree, node)) || view instanceof ErrorView) {
      found.push(...inTokens(view, names))
    }
  }
  return found
}

/** Whether an option can be passed over: it is sound, and nothing in it speaks of a secret. */
function isHarmless(tree: SyntaxTree, node: number): boolean {
  if (isDamaged(tree, node)) return false
  const { tokens, source } = tree
  const start = tokens.start[tree.first[node] as number]
  const end = tokens.end[(tree.limit[node] as number) - 1]
  return !SUSPICIOUS.test(source.text.slice(start, end))
}

/** Whether something in a statement is broken, so that it may not be all that was meant. */
function isDamaged(tree: SyntaxTree, index: number): boolean {
  const limit = tree.next[index] as number
  for (let node = index; node < limit; node++) {
    if (((tree.kind[node] as number) & BROKEN) !== 0) return true
  }
  return false
}

/** The secrets among the words of a broken statement: what stands behind a secret's name. */
function inTokens({ tree, firstToken, tokenLimit }: OptionView | ErrorView, names: Names) {
  const found: SecretRange[] = []
  let first: ScalarView | undefined
  let name = ''
  for (let token = firstToken; token < tokenLimit; token++) {
    const scalar = new ScalarView(tree, token)
    const firstHere = firstOfLine(scalar)
    if (first?.token !== firstHere.token) {
      first = firstHere
      name = first.value
    }
    if (scalar.kind === TokenKind.Equals && token > first.token) {
      name = new ScalarView(tree, token - 1).value
    }
    if (!isWord(scalar) || (first.token === token && !scalar.quoted)) continue
    found.push(...closed(secretRanges(names.typeOf(name), name, scalar), tree.source.text))
  }
  return found
}

function isWord({ kind }: ScalarView): boolean {
  return kind === TokenKind.Word || kind === TokenKind.String || kind === TokenKind.Unknown
}

/** The first token of the line that a token stands in. */
function firstOfLine({ tree, token, start }: ScalarView): ScalarView {
  const { source, tokens } = tree
  const lineStart = source.lineStart(source.lineAt(start))
  let first = token
  while (first > 0 && (tokens.start[first - 1] as number) >= lineStart) first--
  return new ScalarView(tree, first)
}

/** The last character of a string that was never closed is no quote, but a part of the secret. */
function closed(ranges: readonly SecretRange[], text: string): SecretRange[] {
  return ranges.map(({ start, end }) => {
    const next = text.charCodeAt(end)
    const isCut =
      !Number.isNaN(next) && !/[\s"'&;,@})\]\u00ab\u00bb\u201c-\u201f]/.test(text[end] ?? '')
    return { start, end: isCut ? end + 1 : end }
  })
}

/** What is known of options by their names, looked up once for each: a large text has few names. */
class Names {
  readonly #types = new Map<string, OptionType | undefined>()

  constructor(readonly registry: Registry) {}

  /** A secret in one scope counts as one in all. */
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

/** What a statement or a comment must hold to be worth a look: most hold nothing of it. */
const SUSPICIOUS = /pass|pwd|secret|key|auth|community|bindpw|:\/\//i

function inComments(document: Document, names: Names): SecretRange[] {
  return document.comments().flatMap(({ start, text }) => {
    if (!SUSPICIOUS.test(text)) return []
    const statements = withoutMarks(text)
    return inStatements(parse(statements), names).map((range) => ({
      start: start + range.start,
      end: start + range.end,
    }))
  })
}

/** A comment's text with blanks in place of its marks, so that places stay where they are. */
function withoutMarks(text: string): string {
  return text.startsWith('/*')
    ? text.replace(/^\/\*+|\*+\/$|^[ \t]*\*(?!\/)/gm, (mark) => ' '.repeat(mark.length))
    : text.replace(/^[#\s]+/, (mark) => ' '.repeat(mark.length))
}

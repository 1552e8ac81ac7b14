import { NodeKind, type Source, type SyntaxTree } from '../../../src/syntax/index.js'
import { TreeBuilder } from '../../builder.js'
import { Reporter } from '../../findings/reporter.js'
import { Layout } from '../../layout.js'
import type { Reading } from '../dialect.js'
import { DialectToken } from '../kinds.js'
import type { LineFormat } from './format.js'

/**
 * Reads a text of lines. A broken line gives one finding and one broken node, or an error node when
 * it has no name; the following lines are read as usual.
 */
export function readLines(format: LineFormat, source: Source): Reading {
  const { tokens, diagnostics: lexical } = format.lex(source)
  const layout = new Layout(source, tokens)
  const say = new Reporter(layout)
  const tree = new LineReader(format, layout, say).read()
  return { tree, lexical, found: say.diagnostics }
}

class LineReader {
  readonly #builder: TreeBuilder

  constructor(
    private readonly format: LineFormat,
    private readonly layout: Layout,
    private readonly say: Reporter,
  ) {
    this.#builder = new TreeBuilder((layout.tokens.count >> 1) + 16)
  }

  read(): SyntaxTree {
    const { source, tokens } = this.layout
    this.#builder.begin(NodeKind.File, 0)
    let at = 0
    while (at < tokens.count) {
      at = tokens.kind[at] === DialectToken.Head ? this.#named(at) : this.#stray(at)
    }
    this.#builder.end(tokens.count)
    return this.#builder.tree(source, tokens)
  }

  /** Reads a line that begins with its name. @returns the token after the last one read */
  #named(first: number): number {
    const { layout } = this
    const { kind, count } = layout.tokens
    const { required, optional, node, mistakes } = this.format
    let at = first + 1
    for (const wanted of required) {
      if (kind[at] !== wanted) {
        const limit = at === count || layout.startsLine(at) ? at : layout.lineLimit(at)
        mistakes.incomplete({ say: this.say, layout, first, at, limit })
        this.#builder.broken(node as number as NodeKind, first, limit)
        return limit
      }
      at++
    }
    const limit = optional?.(kind, at) ?? at
    this.#builder.begin(node, first)
    this.#builder.end(limit)
    return limit
  }

  /** Reads a line without a name, or the superfluous end of a line. */
  #stray(at: number): number {
    const { layout, say } = this
    const builder = this.#builder
    const limit = layout.lineLimit(at)
    let first = at
    while (!layout.startsLine(first)) first--
    const { mistakes } = this.format
    const nameless = layout.kind(at) === DialectToken.Unknown
    mistakes[nameless ? 'nameless' : 'extra']({ say, layout, first, at, limit })
    if (first === at) builder.broken(NodeKind.Error, at, limit)
    else {
      const line = builder.count - 1
      builder.limit[line] = limit
      builder.breaks(line)
    }
    return limit
  }
}

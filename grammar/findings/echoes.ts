import type { Diagnostic } from '../../src/diagnostics/index.js'
import type { Source } from '../../src/syntax/index.js'

/** Which mistakes of a lexer the grammar may report once more. */
export interface Echoing {
  /** Lexer mistakes that may cause another finding on the same line; all when absent. */
  readonly stumbles?: ReadonlySet<string>
  /** Lexer mistakes that may have hidden or added a brace. */
  readonly takesBraces?: ReadonlySet<string>
}

/** The codes of mistakes about braces, which are found far from their cause. */
const ABOUT_BRACES: ReadonlySet<string> = new Set(['syntax/unclosed-scope', 'syntax/extra-brace'])

/**
 * The findings of a grammar without those that repeat a mistake of the lexer: on the same line, or
 * about braces that the lexer's mistake has hidden.
 */
export function withoutEchoes(
  source: Source,
  lexical: readonly Diagnostic[],
  found: readonly Diagnostic[],
  { stumbles, takesBraces }: Echoing = {},
): readonly Diagnostic[] {
  if (lexical.length === 0) return found
  const lines = new Set<number>()
  for (const { code, start } of lexical) {
    if (stumbles === undefined || stumbles.has(code)) lines.add(source.lineAt(start))
  }
  const bracesTaken = lexical.some(({ code }) => takesBraces?.has(code))
  return found.filter(({ code, start }) =>
    ABOUT_BRACES.has(code) ? !bracesTaken : !lines.has(source.lineAt(start)),
  )
}

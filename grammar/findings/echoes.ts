import type { Diagnostic } from '../../src/diagnostics/index.js'
import type { Source } from '../../src/syntax/index.js'

/** Which mistakes of a lexer the grammar may find once more. */
export interface Echoing {
  /** Mistakes after which the grammar may stumble on the same line; every one when absent. */
  readonly stumbles?: ReadonlySet<string>
  /** Mistakes that may have taken a brace away, or brought one too many. */
  readonly takesBraces?: ReadonlySet<string>
}

/** Mistakes about braces are found far from where they were made. */
const ABOUT_BRACES: ReadonlySet<string> = new Set(['syntax/unclosed-scope', 'syntax/extra-brace'])

/**
 * The findings of a grammar without those that are the same mistake as one that the lexer has found
 * already: on the same line, or about braces that the lexer's mistake has hidden.
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

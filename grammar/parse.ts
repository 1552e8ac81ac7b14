import { compareDiagnostics, type Diagnostic } from '../src/diagnostics/index.js'
import { Source, type Tokens } from '../src/syntax/index.js'
import { Document } from './document.js'
import { withoutEchoes } from './findings/echoes.js'
import { lex } from './lexer/lexer.js'
import { assumeOpeningBraces, repairBraces } from './recovery/braces.js'
import { type MachineResult, runMachine } from './run.js'
import { unreadable } from './unreadable.js'

export interface ParseOptions {
  /** The file's name, for diagnostics. */
  readonly name?: string
}

/**
 * Parses a text in the conf language (language spec 2 and 3) into a tree that has lost nothing.
 * Never throws: what is wrong is in `diagnostics`, and the tree has all that could be read.
 */
export function parse(text: string | Uint8Array, options: ParseOptions = {}): Document {
  const name = options.name ?? ''
  const source = typeof text === 'string' ? new Source(text, name) : Source.fromBytes(text, name)
  const refused = unreadable(source)
  if (refused) return refused
  const { tokens, diagnostics: lexical } = lex(source)
  let result = runMachine(source, tokens)
  let found = result.diagnostics
  const { open, extra } = result.imbalance
  if (open.length + extra.length > 0) {
    const repaired = repair(source, tokens, result)
    if (repaired) {
      result = repaired.result
      found = [...result.diagnostics, ...repaired.diagnostics]
    }
  }
  const ours = outside(lexical, result.foreign)
  const diagnostics = [...ours, ...withoutEchoes(source, ours, found, ECHOING)]
  return new Document(source, result.tree, diagnostics.sort(compareDiagnostics))
}

/** Reads a text again with its braces put right, when it can be told what is wrong with them. */
function repair(
  source: Source,
  tokens: Tokens,
  { imbalance, diagnostics }: MachineResult,
): { result: MachineResult; diagnostics: readonly Diagnostic[] } | undefined {
  const opened = assumeOpeningBraces(source, tokens, imbalance)
  if (opened) {
    const result = runMachine(source, opened.tokens)
    const balanced = result.imbalance.open.length + result.imbalance.extra.length === 0
    if (balanced && result.diagnostics.length + opened.diagnostics.length < diagnostics.length) {
      return { result, diagnostics: opened.diagnostics }
    }
  }
  const repaired = repairBraces(source, tokens, imbalance)
  return (
    repaired && { result: runMachine(source, repaired.tokens), diagnostics: repaired.diagnostics }
  )
}

/** Mistakes of the lexer after which the grammar may stumble on the same line. */
const STUMBLES: ReadonlySet<string> = new Set([
  'syntax/colon',
  'syntax/control-character',
  'syntax/invisible-character',
  'syntax/print-mark',
  'syntax/semicolon',
  'syntax/single-quotes',
  'syntax/typographic-quotes',
  'syntax/unclosed-string',
])

/** Mistakes of the lexer that may have taken a brace away, or brought one too many. */
const TAKES_BRACES: ReadonlySet<string> = new Set([
  'syntax/merge-conflict',
  'syntax/unclosed-comment',
])

const ECHOING = { stumbles: STUMBLES, takesBraces: TAKES_BRACES }

/** The findings that lie in none of the ranges; both are in the order of the text. */
function outside(
  diagnostics: readonly Diagnostic[],
  ranges: readonly { readonly start: number; readonly end: number }[],
): Diagnostic[] {
  let next = 0
  return diagnostics.filter(({ start }) => {
    while (next < ranges.length && (ranges[next] as { end: number }).end <= start) next++
    const range = ranges[next]
    return range === undefined || start < range.start
  })
}

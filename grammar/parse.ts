import { compareDiagnostics, type Diagnostic } from '../src/diagnostics/index.js'
import type { Range } from '../src/syntax/index.js'
import { Source, type Tokens } from '../src/syntax/index.js'
import { Document } from './document.js'
import { withoutEchoes } from './findings/echoes.js'
import { lex } from './lexer/lexer.js'
import { assumeOpeningBraces, repairBraces } from './recovery/braces.js'
import { type MachineResult, runMachine } from './run.js'
import { unreadable } from './unreadable.js'

export interface ParseOptions {
  /** The name of the file, for findings; empty by default. */
  readonly name?: string
}

/**
 * Parses a text in the conf language (language spec 2 and 3) into a lossless tree. Never throws:
 * mistakes are in `diagnostics`, and the tree has everything that could be read.
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

/** Reads a text again with repaired braces; undefined when no repair is certain. */
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

/** Mistakes of the lexer that may cause another finding on the same line. */
const STUMBLES: ReadonlySet<string> = new Set([
  'syntax/back-ticks',
  'syntax/colon',
  'syntax/control-character',
  'syntax/invisible-character',
  'syntax/print-mark',
  'syntax/semicolon',
  'syntax/single-quotes',
  'syntax/typographic-quotes',
  'syntax/unclosed-string',
])

/** Mistakes of the lexer that may have hidden or added a brace. */
const TAKES_BRACES: ReadonlySet<string> = new Set([
  'syntax/merge-conflict',
  'syntax/unclosed-comment',
])

const ECHOING = { stumbles: STUMBLES, takesBraces: TAKES_BRACES }

/** The findings outside of all ranges; both arguments must be in the order of the text. */
function outside(diagnostics: readonly Diagnostic[], ranges: readonly Range[]): Diagnostic[] {
  let next = 0
  return diagnostics.filter(({ start }) => {
    while (next < ranges.length && (ranges[next] as Range).end <= start) next++
    const range = ranges[next]
    return range === undefined || start < range.start
  })
}

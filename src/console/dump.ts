import {
  type Configuration,
  contentsOf,
  type Definition,
  type Scope,
  shownStep,
} from '../config/index.js'
import { decodeString, encodeString, needsQuotes } from '../syntax/index.js'
import { layoutOption, type PartText, type RenderOptions, writtenParts } from './layout.js'

/** A piece of the merged configuration as text: whole lines, and what they come from. */
export interface DumpPiece {
  readonly text: string
  /** Of the lines of an option. */
  readonly definition?: Definition
  /** Of the head of a stanza. */
  readonly scope?: Scope
}

/**
 * The merged configuration as one file in the canonical form (language spec 11): every scope once,
 * every option with its effective value. Reading it again gives the same meaning.
 */
export function dumpConf(configuration: Configuration, render: RenderOptions): string {
  return Array.from(dumpPieces(configuration, render), ({ text }) => text).join('')
}

/** The pieces of `dumpConf`, in order. */
export function* dumpPieces(
  { root }: Configuration,
  render: RenderOptions,
): IterableIterator<DumpPiece> {
  let isFirst = true
  for (const piece of optionPieces(root, '', render)) {
    isFirst = false
    yield piece
  }
  for (const scope of root.scopes) {
    if (!isFirst) yield { text: '\n' }
    isFirst = false
    yield* stanza(scope, '', render)
  }
}

function* stanza(scope: Scope, indent: string, render: RenderOptions): IterableIterator<DumpPiece> {
  const inner = `${indent}  `
  yield { text: `${indent}${shownStep(scope, render)} {\n`, scope }
  yield* optionPieces(scope, inner, render)
  for (const child of scope.scopes) yield* stanza(child, inner, render)
  yield { text: `${indent}}\n` }
}

function* optionPieces(
  scope: Scope,
  indent: string,
  render: RenderOptions,
): IterableIterator<DumpPiece> {
  for (const option of contentsOf(scope).options) {
    const { definition } = option
    const { value } = definition
    const parts = canonicalParts(writtenParts(option, value, render))
    yield { text: layoutOption(option.name, value, parts, { indent, close: '' }), definition }
  }
}

/**
 * Prints scalars in the canonical form, quoted where the documented rule requires it (language spec
 * 2.2).
 */
function canonicalParts(written: PartText): PartText {
  return (part) => {
    const text = written(part)
    if (part.type !== 'scalar') return text
    if (part.quoted) return isClosed(text) ? text : encodeString(decodeString(text))
    return needsQuotes(text) ? encodeString(text) : text
  }
}

/** Whether a string is closed; an unclosed one is an error in its own text. */
function isClosed(text: string): boolean {
  return /^"(?:[^"\\]|\\.)*"$/s.test(text)
}

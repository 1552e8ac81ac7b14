import { diagnostic } from '../src/diagnostics/index.js'
import { NodeKind, type Source, type SyntaxTree, TokenKind } from '../src/syntax/index.js'
import { Document } from './document.js'

/** How many characters are examined to tell whether a file is text. */
const SAMPLE = 4096

/** The share of control characters above which a file counts as binary. */
const BINARY_SHARE = 0.05

/**
 * The document of a file that is not text in UTF-8: a binary file, or another encoding. It has one
 * finding, not one for each byte, and its tree is a single error. Undefined for other files.
 */
export function unreadable(source: Source): Document | undefined {
  const { text } = source
  if (text.charCodeAt(0) < 0xdc80 && !text.includes('\0') && text.isWellFormed()) return undefined
  if (/^(?:\udcff\udcfe|\udcfe\udcff)/.test(text) || isWideWithoutMark(text)) {
    return refuse(source, 'syntax/encoding', 'The file is encoded in UTF-16', 'Save it as UTF-8.')
  }
  const sample = text.slice(0, SAMPLE)
  const controls = sample.match(CONTROLS)?.length ?? 0
  if (controls > sample.length * BINARY_SHARE && controls > 2) {
    return refuse(
      source,
      'syntax/binary-file',
      'This is a binary file, not a configuration',
      'Check the name of the file.',
    )
  }
  return undefined
}

const CONTROLS = /[\0-\x08\x0e-\x1f\x7f]/g

/** Whether every other character at the beginning is NUL, as for ASCII text in UTF-16. */
function isWideWithoutMark(text: string): boolean {
  const sample = text.slice(0, 64)
  return (
    sample.length >= 8 && (/^(?:[^\0]\0)+[^\0]?$/.test(sample) || /^(?:\0[^\0])+\0?$/.test(sample))
  )
}

function refuse(
  source: Source,
  code: 'syntax/binary-file' | 'syntax/encoding',
  summary: string,
  detail: string,
): Document {
  const { length } = source
  const tree: SyntaxTree = {
    source,
    tokens: {
      count: 1,
      kind: Uint8Array.of(TokenKind.Unknown, TokenKind.EndOfFile),
      start: Int32Array.of(0, length),
      end: Int32Array.of(length, length),
    },
    count: 2,
    kind: Uint8Array.of(NodeKind.File, NodeKind.Error),
    first: Int32Array.of(0, 0),
    limit: Int32Array.of(1, 1),
    next: Int32Array.of(2, 2),
  }
  const place = { file: source.name, start: 0, end: Math.min(1, length) }
  return new Document(source, tree, [diagnostic(code, place, summary, { detail })])
}

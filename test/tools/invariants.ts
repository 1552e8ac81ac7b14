import * as assert from 'uvu/assert'
import { type Document, parse } from '../../grammar/index.js'
import { MAX_DEPTH } from '../../grammar/machine.js'
import type { Diagnostic } from '../../src/diagnostics/index.js'
import { BROKEN, gapBefore, type TextEdit } from '../../src/syntax/index.js'

/** What a document of the conf language and one of a sibling dialect have in common. */
type Parsed = Pick<Document, 'source' | 'tree' | 'diagnostics'>

/** Walks over a tree recurse. Below the limit an option and one scope or list may begin. */
const DEEPEST = MAX_DEPTH * 2 + 2

/**
 * Parses a text and checks what must hold for any text whatever.
 *
 * @throws when it does not hold
 */
export function checkText(text: string | Uint8Array): Document {
  return checkTextOf(text, parse)
}

/** The same in any dialect. */
export function checkTextOf<Result extends Parsed>(
  text: string | Uint8Array,
  read: (text: string | Uint8Array) => Result,
): Result {
  const document = read(text)
  if (typeof text !== 'string') {
    const again = Buffer.from(read(document.source.text).source.bytes)
    assert.is(Buffer.compare(again, text), 0, 'the bytes come back')
  }
  checkTree(document)
  for (const diagnostic of document.diagnostics) checkDiagnostic(document, diagnostic)
  return document
}

/** Every part of a tree is where it belongs, and tokens and gaps make up the text. */
function checkTree(document: Parsed): void {
  const { tree, source } = document
  const { tokens } = tree
  let text = ''
  for (let token = 0; token <= tokens.count; token++) {
    const gap = gapBefore(tree, token)
    assert.ok(gap.end >= gap.start, 'tokens do not overlap')
    text += source.text.slice(gap.start, gap.end)
    if (token < tokens.count) text += source.text.slice(tokens.start[token], tokens.end[token])
  }
  assert.is(text, source.text, 'tokens and gaps make up the text')
  assert.is(tree.limit[0], tokens.count, 'the file holds every token')
  checkNode(document, 0)
  const broken = tree.kind.some((kind) => (kind & BROKEN) !== 0)
  assert.ok(!broken || document.diagnostics.length > 0, 'what is broken is reported')
}

function checkNode({ tree }: Parsed, top: number): void {
  const stack: [node: number, depth: number][] = [[top, 0]]
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    const [node, depth] = entry
    assert.ok(depth <= DEEPEST, 'the tree is not too deep')
    const next = tree.next[node] as number
    let from = tree.first[node] as number
    let child = node + 1
    while (child < next) {
      assert.ok((tree.first[child] as number) >= from, 'children are in order')
      assert.ok(
        (tree.limit[child] as number) <= (tree.limit[node] as number),
        'children lie inside their parent',
      )
      from = tree.limit[child] as number
      stack.push([child, depth + 1])
      child = tree.next[child] as number
    }
    assert.is(child, next, 'children fill their parent')
  }
}

/** A finding lies in the text, and the edits of its fixes do, in order and apart from each other. */
function checkDiagnostic({ source }: Parsed, diagnostic: Diagnostic): void {
  const { code, start, end, fixes = [], related = [] } = diagnostic
  for (const place of [{ start, end }, ...related]) {
    assert.ok(place.start >= 0 && place.end >= place.start, `${code} has a place`)
    assert.ok(place.end <= source.length, `${code} lies in the text`)
  }
  for (const { edits } of fixes.flatMap((fix) => fix.edits)) checkEdits(code, edits, source.length)
}

function checkEdits(code: string, edits: readonly TextEdit[], length: number): void {
  let from = 0
  for (const { start, end } of edits) {
    assert.ok(start >= from && end >= start && end <= length, `the fix of ${code} has its place`)
    from = end
  }
}

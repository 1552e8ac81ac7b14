import * as assert from 'uvu/assert'
import { parse } from '../../../grammar/index.js'
import { type FormatOptions, formatEdits } from '../../../src/edit/format/format.js'
import { differOnlyInBlanks } from '../../../src/edit/format/same-text.js'
import { applyEdits, Source } from '../../../src/syntax/index.js'

/** A text in the one style. Checks that it says the same, and that a second time changes nothing. */
export function formatted(text: string, options: FormatOptions = {}): string {
  const before = parse(text)
  const after = parse(applyEdits(text, formatEdits(before, options)))
  assert.ok(differOnlyInBlanks(before, after), after.source.text)
  assert.equal(formatEdits(after, options), [], 'the second time changes something')
  return after.source.text
}

/** As `formatted`, for a file's bytes, each of them a character of the text here. */
export function formattedBytes(bytes: string): string {
  const { text } = Source.fromBytes(Buffer.from(bytes, 'latin1'))
  return Buffer.from(new Source(formatted(text)).bytes).toString('latin1')
}

/** Checks what comes of a text. */
export function becomes(before: string, after: string): void {
  assert.is(formatted(before), after)
}

/** Checks that a text is in the one style as it is. */
export function stays(text: string): void {
  assert.is(formatted(text), text)
}

import * as assert from 'uvu/assert'
import type { OptionFacts } from '../../../src/schema/option-facts.js'
import type { Format } from '../../../src/schema/values/format.js'
import { FORMATS, type FormatName } from '../../../src/schema/values/index.js'

interface Wrong {
  /** What of the text is wrong; absent for all of it. */
  readonly part?: string
  readonly reason?: string
  readonly suggestion?: string
}

/** Assertions about one format, for an option of which something is known. */
export function about(name: FormatName, facts: OptionFacts = {}) {
  const format: Format = FORMATS[name]
  return {
    right(...texts: readonly string[]): void {
      for (const text of texts)
        assert.is(
          format(text, () => facts),
          undefined,
          text,
        )
    },
    wrong(text: string, { part = text, ...told }: Wrong = {}): void {
      const start = text.lastIndexOf(part)
      const expected = { start, end: start + part.length, ...told }
      assert.equal(
        format(text, () => facts),
        expected,
        text,
      )
    },
  }
}

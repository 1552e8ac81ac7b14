import type { Range } from '../../syntax/index.js'
import type { OptionFacts } from '../option-facts.js'

/** A mistake in the text of a value beyond its JSON Schema. The range is in that text. */
export interface FormatProblem extends Range {
  /** One sentence about the mistake, without any text that may be secret. */
  readonly reason?: string
  /** The text most likely meant for the range. */
  readonly suggestion?: string
}

/**
 * Checks values of one kind, named by the keyword `format` in `schemas/`.
 *
 * @param text the decoded text of a scalar
 * @param facts returns further facts about the option
 */
export type Format = (text: string, facts: () => OptionFacts) => FormatProblem | undefined

/** A problem with the whole text. */
export function wrongWhole(
  text: string,
  reason: string | undefined,
  suggestion?: string,
): FormatProblem {
  return {
    start: 0,
    end: text.length,
    ...(reason !== undefined && { reason }),
    ...(suggestion !== undefined && { suggestion }),
  }
}

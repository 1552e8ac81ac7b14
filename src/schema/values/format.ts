import type { Range } from '../../syntax/index.js'
import type { OptionFacts } from '../option-facts.js'

/**
 * What is wrong with the text of a value, beyond what its JSON Schema can say. The range is in that
 * text.
 */
export interface FormatProblem extends Range {
  /** One sentence that says what is wrong. It must not repeat what may be a secret. */
  readonly reason?: string
  /** What was most likely meant, to stand from `start` to `end`. */
  readonly suggestion?: string
}

/**
 * Checks values of one kind; the keyword `format` in `schemas/` names it.
 *
 * @param text the decoded text of a scalar
 * @param facts what else is known of the option that it is for
 */
export type Format = (text: string, facts: () => OptionFacts) => FormatProblem | undefined

/** That the text is wrong as a whole. */
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

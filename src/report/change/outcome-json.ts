import type { Diagnostic } from '../../diagnostics/index.js'
import type { ChangeSet } from '../../edit/index.js'

/**
 * The outcome of a change as data: new findings, refusals, and changes that need no edit.
 * @param diagnostics the new findings
 * @param say masks secrets in a text
 */
export function outcomeJson(
  diagnostics: readonly Diagnostic[],
  { changes, refusals, notes }: Pick<ChangeSet, 'changes' | 'refusals' | 'notes'>,
  say: (words: string) => string,
) {
  return {
    diagnostics: diagnostics.map(({ code, severity, summary, detail, file }) => ({
      code,
      severity,
      summary: say(summary),
      ...(detail !== undefined && { detail: say(detail) }),
      file,
    })),
    refusals: refusals.map(({ change, summary, detail, ...refusal }) => ({
      ...refusal,
      summary: say(summary),
      detail: say(detail),
      ...(change !== undefined && { change: changes.indexOf(change) }),
    })),
    notes: notes.map(say),
  }
}

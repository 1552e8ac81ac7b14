import type { Diagnostic } from '../../diagnostics/index.js'
import type { ChangeSet } from '../../edit/index.js'

/**
 * What is said about a change, as data: what it brings, what cannot be done, what needs no edit.
 * @param diagnostics what the change brings that was not found before
 * @param say masks what must not be shown
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

import type { Diagnostic } from '../../diagnostics/index.js'

/** Diagnostics with their files renamed. */
export function inFiles(
  diagnostics: readonly Diagnostic[],
  nameOf: (file: string) => string,
): Diagnostic[] {
  const renamed = <T extends { readonly file: string }>(each: T): T => ({
    ...each,
    file: nameOf(each.file),
  })
  return diagnostics.map(({ related, fixes, ...diagnostic }) => ({
    ...renamed(diagnostic),
    ...(related !== undefined && { related: related.map(renamed) }),
    ...(fixes !== undefined && {
      fixes: fixes.map((fix) => ({ ...fix, edits: fix.edits.map(renamed) })),
    }),
  }))
}

import type { Diagnostic } from '../../../diagnostics/index.js'
import type { JsonReport } from '../json.js'

/** The findings of every file in a report: first the checked files, even without findings. */
export function byFile({ files, diagnostics }: JsonReport): Map<string, Diagnostic[]> {
  const found = new Map<string, Diagnostic[]>(files.map((file) => [file, []]))
  for (const diagnostic of diagnostics) {
    const known = found.get(diagnostic.file)
    if (known === undefined) found.set(diagnostic.file, [diagnostic])
    else known.push(diagnostic)
  }
  return found
}

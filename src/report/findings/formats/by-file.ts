import type { Diagnostic } from '../../../diagnostics/index.js'
import type { JsonReport } from '../json.js'

/** Every file of a report with its findings: first those that were checked, also without findings. */
export function byFile({ files, diagnostics }: JsonReport): Map<string, Diagnostic[]> {
  const found = new Map<string, Diagnostic[]>(files.map((file) => [file, []]))
  for (const diagnostic of diagnostics) {
    const known = found.get(diagnostic.file)
    if (known === undefined) found.set(diagnostic.file, [diagnostic])
    else known.push(diagnostic)
  }
  return found
}

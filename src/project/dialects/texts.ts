import type { ReportTexts } from '../../report/index.js'
import type { DialectFile } from './file.js'

/** The texts of configurations and those of files in dialects beside them. */
export function withDialectTexts(texts: ReportTexts, files: readonly DialectFile[]): ReportTexts {
  if (files.length === 0) return texts
  const known = new Map(files.map((file) => [file.name, file]))
  const { source, secrets } = texts
  return {
    source: (name) => known.get(name)?.document.source ?? source(name),
    secrets: secrets && ((name, lines) => known.get(name)?.secrets ?? secrets(name, lines)),
  }
}

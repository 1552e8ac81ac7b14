import type { Diagnostic } from 'vscode-languageserver'
import type { Diagnostic as Finding } from '../../diagnostics/index.js'
import type { LintTarget } from '../../project/targets/lint-targets.js'
import type { Asked } from '../workspace/snapshot.js'
import { protocolDiagnostic } from './convert.js'
import { foundTexts } from './findings-of.js'

/** The findings in the files of configurations, by address; a file without any has an empty list. */
export function byAddress(
  findings: readonly Finding[],
  targets: readonly LintTarget[],
  asked: Pick<Asked, 'client' | 'positions' | 'uri'>,
  docs: string,
): Map<string, Diagnostic[]> {
  const texts = foundTexts(targets)
  const found = new Map<string, Diagnostic[]>()
  for (const { configuration } of targets) {
    for (const { path, virtual } of configuration.files)
      if (!virtual) found.set(asked.uri(path), [])
  }
  for (const finding of findings) {
    const path = texts.path(finding.file)
    if (path === undefined) continue
    const converted = protocolDiagnostic(finding, texts, asked, docs)
    if (converted !== undefined) found.get(asked.uri(path))?.push(converted)
  }
  return found
}

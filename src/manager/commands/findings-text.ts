import type { Configuration } from '../../config/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import { masker } from '../../report/findings/wording.js'
import { documentTexts, renderPretty } from '../../report/index.js'

/**
 * Findings as "ecconf lint" prints them. Those in a change are about a line of a session, which is
 * their place: the text that the change is kept as is not what anybody has typed.
 * @param candidate the configuration with the changes
 */
export function findingsText(
  findings: readonly Diagnostic[],
  { files, changes }: Pick<Configuration, 'files' | 'changes'>,
  showing: { readonly maskSecrets: boolean },
): string {
  const inMemory = new Set(changes.map(({ file }) => file.name))
  const named = [...files, ...changes.map(({ file }) => file)].map(
    ({ name, document }) => [name, document] as const,
  )
  const texts = documentTexts(named, showing)
  const masked = findings.map((finding) => {
    if (!inMemory.has(finding.file)) return finding
    const mask = masker(finding, texts)
    const { summary, detail } = finding
    return {
      ...finding,
      summary: mask(summary),
      ...(detail !== undefined && { detail: mask(detail) }),
    }
  })
  return renderPretty(masked, {
    ...texts,
    source: (file) => (inMemory.has(file) ? undefined : texts.source(file)),
  })
}

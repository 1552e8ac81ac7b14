import type {
  DiagnosticRelatedInformation,
  Diagnostic as ProtocolDiagnostic,
} from 'vscode-languageserver'
import type { Diagnostic, DiagnosticCode, Severity } from '../../diagnostics/index.js'
import { masker } from '../../report/findings/wording.js'
import { type ReportTexts, visible } from '../../report/index.js'
import type { Asked } from '../workspace/snapshot.js'

/** Texts with findings, and where they lie. */
export interface FoundTexts {
  readonly texts: ReportTexts
  /** The absolute path of a file, by its name. */
  readonly path: (file: string) => string | undefined
}

const SEVERITIES: Readonly<Record<Severity, 1 | 2 | 3>> = { error: 1, warning: 2, info: 3 }

/** The tag for what has no effect, which editors show pale. */
const UNNECESSARY = 1

const WITHOUT_EFFECT: ReadonlySet<DiagnosticCode> = new Set([
  'overlay/shadowed',
  'settings/unused-suppression',
] as const satisfies readonly DiagnosticCode[])

/**
 * A finding as the protocol has it, with its secrets masked.
 * @param docs the address of the documentation
 */
export function protocolDiagnostic(
  finding: Diagnostic,
  found: FoundTexts,
  { client, positions, uri }: Pick<Asked, 'client' | 'positions' | 'uri'>,
  docs: string,
): ProtocolDiagnostic | undefined {
  const source = found.texts.source(finding.file)
  if (source === undefined) return undefined
  const mask = masker(finding, found.texts)
  const words = [finding.summary, finding.detail].filter((text) => text !== undefined)
  const related: DiagnosticRelatedInformation[] = []
  if (client.relatedInformation) {
    for (const { file, start, end, note } of finding.related ?? []) {
      const path = found.path(file)
      const text = found.texts.source(file)
      if (path === undefined || text === undefined) continue
      const location = { uri: uri(path), range: positions.range(text, start, end) }
      related.push({ location, message: visible(mask(note)) })
    }
  }
  return {
    range: positions.range(source, finding.start, finding.end),
    severity: SEVERITIES[finding.severity],
    code: finding.code,
    codeDescription: { href: `${docs}rules/${finding.code}.md` },
    source: 'ecconf',
    message: words.map((text) => visible(mask(text))).join('\n'),
    ...(WITHOUT_EFFECT.has(finding.code) && { tags: [UNNECESSARY] }),
    ...(related.length > 0 && { relatedInformation: related }),
  }
}

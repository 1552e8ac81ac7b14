import type { Configuration } from '../../src/config/index.js'
import type { Diagnostic, Severity } from '../../src/diagnostics/index.js'
import { type LintOptions, lint } from '../../src/lint/index.js'
import { applyEdits, type Source } from '../../src/syntax/index.js'
import { loadFiles } from '../tools/load-files.js'

/** A finding as a test writes it down; what is absent is not there. */
export interface Found {
  readonly severity: Severity
  /** `main.conf:2:3 "the text it is about"`; the file's name only when it is not the main file. */
  readonly at: string
  readonly summary: string
  readonly detail?: string
  /** `2:3 note`, or `other.conf:2:3 note`. */
  readonly related?: readonly string[]
  /** `safe: title` and, when the text is not long, what the main file reads after it. */
  readonly fix?: readonly [title: string, text: string]
}

/** The name of no program's file: what belongs in which is for the tests that ask. */
const MAIN = '/c/main.conf'

/** The findings of one code in a main file, or in several files of which the first is the main one. */
export async function found(
  code: Diagnostic['code'],
  files: string | Readonly<Record<string, string>>,
  options: LintOptions = {},
): Promise<Found[]> {
  const configuration = await configurationOf(files)
  return lint(configuration, options)
    .filter((finding) => finding.code === code)
    .map((finding) => describe(finding, configuration))
}

/** The codes of everything that is found, with their lines. */
export async function codes(
  files: string | Readonly<Record<string, string>>,
  options: LintOptions = {},
): Promise<string[]> {
  const configuration = await configurationOf(files)
  const sources = sourcesOf(configuration)
  return lint(configuration, options).map(
    ({ code, file, start }) => `${sources.get(file)?.lineAt(start)} ${code}`,
  )
}

export function configurationOf(
  files: string | Readonly<Record<string, string>>,
): Promise<Configuration> {
  const texts = typeof files === 'string' ? { 'main.conf': files } : files
  const paths = Object.entries(texts).map(([name, text]) => [`/c/${name}`, text])
  return loadFiles(Object.fromEntries(paths), {}, {}, paths[0]?.[0] ?? MAIN)
}

export function describe(finding: Diagnostic, configuration: Configuration): Found {
  const sources = sourcesOf(configuration)
  const { severity, file, start, end, summary, detail, related, fixes } = finding
  const text = sources.get(file)?.text.slice(start, end) ?? ''
  const place = (at: { file: string; start: number }) => {
    const { line, column } = sources.get(at.file)?.position(at.start) ?? { line: 0, column: 0 }
    return `${at.file === configuration.main.name ? '' : `${at.file}:`}${line}:${column}`
  }
  const [fix] = fixes ?? []
  const fixed = fix?.edits.map(({ file, edits }) =>
    applyEdits(sources.get(file)?.text ?? '', edits),
  )
  return {
    severity,
    at: `${place(finding)} ${text}`,
    summary,
    ...(detail !== undefined && { detail }),
    ...(related && { related: related.map((each) => `${place(each)} ${each.note}`) }),
    ...(fix && { fix: [`${fix.safety}: ${fix.title}`, fixed?.join('') ?? ''] }),
  }
}

function sourcesOf({ files }: Configuration): Map<string, Source> {
  return new Map(files.map(({ name, document }) => [name, document.source]))
}

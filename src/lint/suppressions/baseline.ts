import type { Diagnostic, DiagnosticCode } from '../../diagnostics/index.js'
import type { Fingerprint } from './fingerprint.js'

/** A finding that was there when a baseline was written. */
export interface BaselineEntry {
  /** Relative to the folder of the baseline, with `/` between folders. */
  readonly file: string
  readonly code: DiagnosticCode
  /** The stanzas around it, for people. */
  readonly scope: string
  /** The hash of its fingerprint, with `file` as the file's name. */
  readonly fingerprint: string
}

/** What the file of a baseline says. */
export const BASELINE_VERSION = 1

export interface BaselineNames {
  /** A file as the baseline calls it. */
  readonly nameOf: (file: string) => string
  readonly fingerprints: ReadonlyMap<Diagnostic, Fingerprint>
}

/** Whether a baseline takes such findings in. What the parser finds is to be mended first. */
export function fitsBaseline({ code }: Diagnostic): boolean {
  return !code.startsWith('syntax/')
}

/** The baseline of findings: sorted, so that a change of one is a change of one line. */
export function renderBaseline(
  diagnostics: readonly Diagnostic[],
  { nameOf, fingerprints }: BaselineNames,
): string {
  const entries = diagnostics.filter(fitsBaseline).map((diagnostic): BaselineEntry => {
    const { hash, scope } = fingerprints.get(diagnostic) as Fingerprint
    return { file: nameOf(diagnostic.file), code: diagnostic.code, scope, fingerprint: hash }
  })
  const lines = entries.sort(compareEntries).map((entry) => `    ${oneLine(entry)}`)
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`
  return `{\n  "version": ${BASELINE_VERSION},\n  "findings": ${list}\n}\n`
}

function oneLine(entry: BaselineEntry): string {
  const parts = Object.entries(entry).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`)
  return `{ ${parts.join(', ')} }`
}

/** By code units: a list that is sorted by the rules of a language is another one elsewhere. */
function compareEntries(a: BaselineEntry, b: BaselineEntry): number {
  return (
    compare(a.file, b.file) ||
    compare(a.scope, b.scope) ||
    compare(a.code, b.code) ||
    compare(a.fingerprint, b.fingerprint)
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** What a baseline does to findings. */
export interface BaselineResult {
  /** The findings that are in the baseline. */
  readonly known: ReadonlySet<Diagnostic>
  /** The entries that no finding has. */
  readonly gone: readonly BaselineEntry[]
}

/** Finds what a baseline has of these findings. */
export function applyBaseline(
  diagnostics: readonly Diagnostic[],
  entries: readonly BaselineEntry[],
  fingerprints: ReadonlyMap<Diagnostic, Fingerprint>,
): BaselineResult {
  const hashes = new Set(entries.map(({ fingerprint }) => fingerprint))
  const known = new Set<Diagnostic>()
  const found = new Set<string>()
  for (const diagnostic of diagnostics) {
    const hash = fingerprints.get(diagnostic)?.hash
    if (hash === undefined || !hashes.has(hash) || !fitsBaseline(diagnostic)) continue
    known.add(diagnostic)
    found.add(hash)
  }
  return { known, gone: entries.filter(({ fingerprint }) => !found.has(fingerprint)) }
}

import type { Diagnostic, DiagnosticCode } from '../../diagnostics/index.js'
import type { Fingerprint } from './fingerprint.js'

/** A finding that existed when the baseline was written. */
export interface BaselineEntry {
  /** The name of the file, relative to the folder of the baseline, with `/` between folders. */
  readonly file: string
  readonly code: DiagnosticCode
  /** The stanzas around the finding, for people. */
  readonly scope: string
  /** The hash of the finding's fingerprint, with `file` as the name of the file. */
  readonly fingerprint: string
}

/** The version that a baseline file states. */
export const BASELINE_VERSION = 1

export interface BaselineNames {
  /** The name of a file in the baseline. */
  readonly nameOf: (file: string) => string
  readonly fingerprints: ReadonlyMap<Diagnostic, Fingerprint>
}

/** Whether a baseline may contain a finding; syntax errors must be fixed first. */
export function fitsBaseline({ code }: Diagnostic): boolean {
  return !code.startsWith('syntax/')
}

/** The text of a baseline, one sorted line per finding, so that its differences are small. */
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

/** Compares by code units, because sorting by locale would differ between machines. */
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

/** Findings compared with a baseline. */
export interface BaselineResult {
  /** The findings that are in the baseline. */
  readonly known: ReadonlySet<Diagnostic>
  /** The entries that match no finding any more. */
  readonly gone: readonly BaselineEntry[]
}

/** Compares findings with the entries of a baseline. */
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

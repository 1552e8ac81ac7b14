import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { counted, type Diagnostic, type DiagnosticCode } from '../../diagnostics/index.js'
import { fingerprints } from '../../lint/index.js'
import {
  applyBaseline,
  BASELINE_VERSION,
  type BaselineEntry,
  fitsBaseline,
  renderBaseline,
} from '../../lint/suppressions/baseline.js'
import { hasTooManyValues, MOST_VALUES } from '../../node/files/bounded-json.js'
import { visible } from '../../report/layout/visible.js'
import { Source } from '../../syntax/index.js'
import { Failure } from '../failure.js'
import type { Host } from '../host.js'
import { mayBeThere } from '../main-files/configuration-files.js'
import { shownPath } from '../paths/shown-path.js'
import { LARGEST, readRegular, sizeText } from '../read-bytes.js'
import { JsonTextError, readJsonText } from '../settings/json-text.js'
import { shownFiles, type TargetFindings, textsOf } from '../targets/findings.js'
import type { LintTarget } from '../targets/lint-targets.js'

/** The baselines of a run: one that a flag names for all targets, else those of their settings. */
export class Baselines {
  readonly #byPath = new Map<string, readonly BaselineEntry[]>()

  /** @param named by a flag; `undefined` when the settings say it */
  private constructor(
    readonly named: string | undefined,
    readonly host: Host,
  ) {}

  /** Reads the baselines. @throws Failure */
  static read(named: string | undefined, targets: readonly LintTarget[], host: Host): Baselines {
    const baselines = new Baselines(named, host)
    for (const target of targets) {
      const path = baselines.#pathOf(target)
      if (path === undefined || baselines.#byPath.has(path)) continue
      baselines.#byPath.set(path, readBaseline(path, named !== undefined, host))
    }
    return baselines
  }

  /** Findings without those that are in the baseline: these count as suppressed. */
  without(findings: TargetFindings): TargetFindings {
    const known = this.#apply(findings)?.known
    return known === undefined ? findings : withKnown(findings, (each) => known.has(each))
  }

  /** Says which entries no finding has any more, of those that would have been found. */
  reportGone(all: readonly TargetFindings[]): void {
    for (const [path, entries] of this.#byPath) {
      const own = all.filter(({ target }) => this.#pathOf(target) === path)
      const gone = own.map((findings) => {
        const isChecked = checkedFiles(findings.target, dirname(path))
        return (this.#apply(findings)?.gone ?? []).filter(
          ({ file, code }) => isChecked(file) && isLookedFor(code, findings),
        )
      })
      const left = entries.filter((entry) => gone.every((each) => each.includes(entry)))
      if (left.length > 0) this.host.note(goneText(path, left))
    }
  }

  #apply({ target, diagnostics, suppressed }: TargetFindings) {
    const path = this.#pathOf(target)
    const entries = path === undefined ? undefined : this.#byPath.get(path)
    if (path === undefined || entries === undefined) return undefined
    const findings = [...diagnostics, ...suppressed]
    return applyBaseline(
      findings,
      entries,
      fingerprints(findings, namesFor([target], dirname(path))),
    )
  }

  #pathOf({ settings }: LintTarget): string | undefined {
    return this.named === undefined ? settings?.baseline : resolve(this.named)
  }
}

type Found = Pick<TargetFindings, 'diagnostics' | 'suppressed'>

/**
 * Writes findings down as a baseline, and tells the host what it cannot take in.
 * @param name of the file
 * @param write puts the text into the file
 * @returns the findings that are left to report
 * @throws Failure
 */
export function writeBaseline(
  name: string,
  found: Found,
  targets: readonly LintTarget[],
  { host, write }: { readonly host: Host; readonly write: (text: string) => void },
): Found {
  const path = resolve(name)
  const names = namesFor(targets, dirname(path))
  const prints = fingerprints([...found.diagnostics, ...found.suppressed], names)
  const { nameOf } = names
  const text = renderBaseline(found.diagnostics, { nameOf, fingerprints: prints })
  if (Buffer.byteLength(text) > LARGEST) {
    throw new Failure(`The baseline would be larger than ${sizeText(LARGEST)}`)
  }
  if (hasTooManyValues(Buffer.from(text))) {
    throw new Failure(`The baseline would have more than ${MOST_VALUES} values`)
  }
  write(text)
  const left = withKnown(found, fitsBaseline)
  const taken = found.diagnostics.length - left.diagnostics.length
  host.note(`Written: ${name} (${counted(taken, 'finding')})`)
  if (left.diagnostics.length > 0) {
    const errors = counted(left.diagnostics.length, 'syntax error')
    host.note(`Not in it: ${errors}. What follows one is read by guess, so they are to be mended.`)
  }
  return left
}

/** Findings of which some count as suppressed. */
function withKnown<F extends Found>(found: F, isKnown: (diagnostic: Diagnostic) => boolean): F {
  return {
    ...found,
    diagnostics: found.diagnostics.filter((each) => !isKnown(each)),
    suppressed: [...found.suppressed, ...found.diagnostics.filter(isKnown)],
  }
}

function namesFor(targets: readonly LintTarget[], folder: string) {
  const { document, path } = textsOf(targets)
  return { document, nameOf: (file: string) => relative(folder, path(file) ?? resolve(file)) }
}

function isLookedFor(
  code: DiagnosticCode,
  { options: { rules, target } }: TargetFindings,
): boolean {
  return rules?.[code] !== 'off' && (target !== undefined || !code.startsWith('version/'))
}

/** Whether everything in a file was looked for, or the file is no more. */
function checkedFiles(target: LintTarget, folder: string): (file: string) => boolean {
  const { nameOf } = namesFor([target], folder)
  const shown = new Set([...shownFiles(target)].map(nameOf))
  return (file) => (shown.has(file) ? !target.fragment : !existsSync(join(folder, file)))
}

/** @param isNamed whether a person has named it, and not the settings */
function readBaseline(path: string, isNamed: boolean, host: Host): BaselineEntry[] {
  const name = shownPath(path)
  host.reads(path, 'is the baseline')
  const { text, bytes } = readSource(path, name, isNamed)
  if (hasTooManyValues(bytes)) {
    throw new Failure(
      `${visible(name)}: this is no baseline: it has more than ${MOST_VALUES} values`,
    )
  }
  try {
    const { value } = readJsonText(text)
    const { version, findings } = (value ?? {}) as { version?: unknown; findings?: unknown }
    if (typeof version === 'number' && version > BASELINE_VERSION) {
      throw new Failure(`${name}: this baseline was written by a later version of ecconf`)
    }
    if (version !== BASELINE_VERSION || !Array.isArray(findings) || !findings.every(isEntry)) {
      throw new Failure(`${name}: this is no baseline; ecconf lint --write-baseline makes one`)
    }
    return findings
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error
    const { line, column } = new Source(text).position(error.at)
    throw new Failure(`${name}:${line}:${column}: This is no JSON: ${error.message}`)
  }
}

function readSource(path: string, name: string, isNamed: boolean): Source {
  if (!mayBeThere(path)) {
    const shown = visible(name)
    throw new Failure(`${shown}: no such file; ecconf lint --write-baseline ${shown} makes it`)
  }
  return Source.fromBytes(readRegular(name, LARGEST, isNamed).bytes, name)
}

/** Codes that there are no more are passed over: their findings will not come again. */
function isEntry(entry: unknown): entry is BaselineEntry {
  const { file, code, scope, fingerprint } = (entry ?? {}) as Record<string, unknown>
  return [file, code, scope, fingerprint].every((part) => typeof part === 'string')
}

/** More entries than this are only counted. */
const MOST_NAMED = 10

function goneText(path: string, gone: readonly BaselineEntry[]): string {
  const name = shownPath(path)
  const lines = gone
    .slice(0, MOST_NAMED)
    .map(({ code, file, scope }) => `\n  ${code} in ${file}, ${scope}`)
  const more = gone.length > MOST_NAMED ? `\n  ... and ${gone.length - MOST_NAMED} more` : ''
  const what =
    gone.length === 1 ? '1 finding does not occur' : `${gone.length} findings do not occur`
  return `${name}: ${what} any more; --write-baseline ${name} takes them out${lines.join('')}${more}`
}

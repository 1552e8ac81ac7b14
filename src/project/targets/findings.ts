import type { Document } from '../../../grammar/index.js'
import { type Diagnostic, listed } from '../../diagnostics/index.js'
import { check, type LintOptions } from '../../lint/index.js'
import type { RuleSettings } from '../settings/settings.js'
import type { LintTarget } from './lint-targets.js'

/** What the flags say about the rules. */
export interface CheckOptions {
  /** Severities that go before those of the settings. */
  readonly rules: RuleSettings
  readonly target: string | undefined
  /** Whether includes are followed. */
  readonly includes: boolean
  /** Findings of a target that need more than its texts. */
  readonly more: (target: LintTarget) => Promise<readonly Diagnostic[]>
}

/** What was found about one target, of the files whose findings are shown. */
export interface TargetFindings {
  readonly target: LintTarget
  /** What the rules were told. */
  readonly options: LintOptions
  /** Of all files. */
  readonly all: readonly Diagnostic[]
  readonly diagnostics: readonly Diagnostic[]
  readonly suppressed: readonly Diagnostic[]
}

/** The findings about a target. */
export async function findingsOf(
  target: LintTarget,
  options: CheckOptions,
): Promise<TargetFindings> {
  const told = lintOptions(target, options)
  const more = await options.more(target)
  const { diagnostics, suppressed } = check(target.configuration, { ...told, more })
  const names = shownFiles(target)
  const isShown = ({ file }: Diagnostic) => names.has(file)
  return {
    target,
    options: told,
    all: diagnostics,
    diagnostics: diagnostics.filter(isShown),
    suppressed: suppressed.filter(isShown),
  }
}

function lintOptions(
  { settings, fragment }: LintTarget,
  { rules, target, includes }: CheckOptions,
): LintOptions {
  const version = target ?? settings?.target
  return {
    rules: { ...settings?.rules, ...rules },
    fragment,
    incomplete: !includes,
    ...(version !== undefined && { target: version }),
  }
}

/** The names of the files whose findings are shown. */
export function shownFiles({ configuration, only, settings }: LintTarget): Set<string> {
  const shown = configuration.files.filter(
    ({ path, realPath }) => (only?.has(realPath) ?? true) && !settings?.isIgnored(path),
  )
  return new Set(shown.map(({ name }) => name))
}

/** The texts of targets, and where they lie, by the names of their files. */
export function textsOf(targets: readonly LintTarget[]): {
  readonly document: (file: string) => Document | undefined
  /** Absolute. */
  readonly path: (file: string) => string | undefined
} {
  const files = new Map(
    targets.flatMap(({ configuration }) =>
      configuration.files.map((file) => [file.name, file] as const),
    ),
  )
  return { document: (name) => files.get(name)?.document, path: (name) => files.get(name)?.path }
}

/** What was found about several targets, each finding once. */
export function together(
  all: readonly TargetFindings[],
): Pick<TargetFindings, 'diagnostics' | 'suppressed'> {
  // The findings about one target are without duplicates.
  const [first] = all
  if (first !== undefined && all.length === 1) return first
  const unused = new UnusedSuppressions(all)
  const diagnostics = withNodes(all, unique(all.flatMap(({ diagnostics }) => diagnostics)))
  return {
    diagnostics: diagnostics.filter((diagnostic) => unused.isSo(diagnostic)),
    suppressed: unique(all.flatMap(({ suppressed }) => suppressed)),
  }
}

/**
 * Findings with the nodes that they are for, where a configuration is checked once for each node and
 * only some of them have a finding.
 */
function withNodes(all: readonly TargetFindings[], findings: readonly Diagnostic[]): Diagnostic[] {
  const nodes = new Map<string, string[]>()
  const counts = new Map<string, number>()
  for (const { target, diagnostics } of all) {
    const { node, configuration } = target
    if (node === undefined) continue
    add(counts, configuration.main.realPath)
    for (const key of new Set(diagnostics.map(keyOf))) {
      const its = `${configuration.main.realPath}\n${key}`
      nodes.set(its, [...(nodes.get(its) ?? []), node])
    }
  }
  if (counts.size === 0) return [...findings]
  return findings.map((finding) => {
    const its = [...counts].flatMap(([main, count]) => {
      const found = nodes.get(`${main}\n${keyOf(finding)}`) ?? []
      return found.length < count ? found : []
    })
    if (its.length === 0) return finding
    const detail = [finding.detail, `For node ${listed(its)}.`].filter((text) => text !== undefined)
    return { ...finding, detail: detail.join(' '), nodes: its }
  })
}

/** A finding in a file that two configurations share is shown once. */
function unique(findings: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>()
  return findings.filter((finding) => {
    const key = keyOf(finding)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

function keyOf({ code, file, start, end, summary }: Diagnostic): string {
  return `${file}\n${start} ${end} ${code} ${summary}`
}

/** A comment in a file that several configurations share is unused when none of them uses it. */
class UnusedSuppressions {
  /** How many configurations say so of each, and how many of them read each file. */
  readonly #counts = new Map<string, number>()
  readonly #readers = new Map<string, number>()

  constructor(all: readonly TargetFindings[]) {
    for (const { target, diagnostics } of all) {
      for (const name of shownFiles(target)) add(this.#readers, name)
      for (const diagnostic of diagnostics) {
        if (isAboutUse(diagnostic)) add(this.#counts, keyOf(diagnostic))
      }
    }
  }

  /** True of every other finding. */
  isSo(diagnostic: Diagnostic): boolean {
    if (!isAboutUse(diagnostic)) return true
    return this.#counts.get(keyOf(diagnostic)) === this.#readers.get(diagnostic.file)
  }
}

function isAboutUse({ code }: Diagnostic): boolean {
  return code === 'settings/unused-suppression'
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

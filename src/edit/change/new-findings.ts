import { type Document, partOf } from '../../../grammar/index.js'
import { type Configuration, type Inclusion, includeChain } from '../../config/index.js'
import { CODES, compareDiagnostics, type Diagnostic, notAmong } from '../../diagnostics/index.js'
import { FileFindings } from '../../lint/engine/file-findings.js'
import { judged } from '../../lint/engine/settings.js'
import { runRules } from '../../lint/engine/walk.js'
import { lint } from '../../lint/index.js'
import { Surroundings } from '../../lint/names/surroundings.js'
import { CONFIGURATION_RULES, RULES_OF_CHANGES, TEXT_RULES } from '../../lint/rules/index.js'
import { applySuppressions, mentionsSuppression } from '../../lint/suppressions/suppressions.js'
import type { Range, TextEdit } from '../../syntax/index.js'

/** The edits of some files, by file name. */
export type EditsByName = ReadonlyMap<string, readonly TextEdit[]>

/** The findings of a changed configuration that the old one does not have. */
export function newFindings(
  before: Configuration,
  after: Configuration,
  edits: EditsByName,
): Diagnostic[] {
  return addedFindings(lint(before), lint(after), edits)
}

/**
 * As `newFindings`, but only near the edits: findings in the edited statements, and about includes.
 * Warnings and errors about the whole configuration are included unless it is large, so that the
 * time does not grow with the files.
 */
export function newFindingsNearby(
  before: Configuration,
  after: Configuration,
  edits: EditsByName,
): Diagnostic[] {
  const inFiles = [...edits].flatMap(([name, each]) => {
    const old = addedFindings(
      findingsAt(
        before,
        name,
        each.map(({ start, end }) => ({ start, end })),
      ),
      findingsAt(after, name, placesAfter(each)),
      new Map([[name, each]]),
    )
    return old.sort(compareDiagnostics)
  })
  return [...inFiles, ...addedFindings(wholeFindings(before), wholeFindings(after), edits)]
}

/** The findings of the parser and the rules at some places of a file. */
function findingsAt(
  configuration: Configuration,
  name: string,
  places: readonly Range[],
): Diagnostic[] {
  const { files, inclusions, registry } = configuration
  const file = files.find((each) => each.name === name)
  if (file === undefined) return []
  const part = partOf(file.document, places)
  const findings = new FileFindings(part)
  const checked = new Set<string>()
  for (const inclusion of inclusions) {
    if (inclusion.file !== file) continue
    const surroundings = surroundingsOf(inclusion, Surroundings.global(registry))
    if (checked.has(surroundings.key)) continue
    const text = checked.size === 0 ? OF_STATEMENTS : []
    checked.add(surroundings.key)
    runRules(findings, surroundings, { text, schema: RULES_OF_CHANGES }, {})
  }
  const all = [...file.document.diagnostics, ...findings.diagnostics]
  const [first] = file.inclusions
  const chain = first === undefined ? [] : includeChain(first)
  return judged(notSuppressed(file.document, all), configuration).map((finding) =>
    chain.length === 0 ? finding : { ...finding, related: [...(finding.related ?? []), ...chain] },
  )
}

/** The rules about single statements. */
const OF_STATEMENTS = TEXT_RULES.filter((rule) => rule.file === undefined)

const NO_RULES = { text: [], schema: [] }

/** The rules whose findings justify checking the whole configuration. */
const OF_WEIGHT = CONFIGURATION_RULES.filter(
  ({ codes }) =>
    codes.some((code) => CODES[code] !== 'info') && !codes.includes('security/readable-secret'),
)

/** The largest configuration, in tree nodes, that is checked as a whole. */
const MOST_NODES = 10_000

function wholeFindings(configuration: Configuration): Diagnostic[] {
  const { diagnostics, files } = configuration
  const nodes = files.reduce((sum, { document }) => sum + document.tree.count, 0)
  const rules = nodes > MOST_NODES ? [] : OF_WEIGHT
  const found = rules.flatMap((rule) => [...rule.check(configuration, {})])
  const documents = new Map(files.map(({ name, document }) => [name, document]))
  const all = [...diagnostics, ...found]
  const left = [...documents].flatMap(([name, document]) =>
    notSuppressed(
      document,
      all.filter(({ file }) => file === name),
    ),
  )
  const elsewhere = all.filter(({ file }) => !documents.has(file))
  return judged([...left, ...elsewhere], configuration)
}

/** The surroundings of an included text, by the stanzas around its include statements. */
function surroundingsOf({ parent, statement }: Inclusion, outermost: Surroundings): Surroundings {
  if (parent === undefined || statement === undefined) return outermost
  const outer = surroundingsOf(parent, outermost)
  const part = partOf(parent.file.document, [statement])
  const [inside] = runRules(new FileFindings(part), outer, NO_RULES, {}).values()
  return inside ?? outer
}

function notSuppressed(document: Document, findings: readonly Diagnostic[]): Diagnostic[] {
  if (!mentionsSuppression(document)) return [...findings]
  const { suppressed } = applySuppressions(document, findings, { isJudged: () => false })
  return findings.filter((finding) => !suppressed.includes(finding))
}

/** The ranges of the new texts, after all edits. */
function placesAfter(edits: readonly TextEdit[]): Range[] {
  let shift = 0
  return edits.map(({ start, end, text }) => {
    const from = start + shift
    shift += text.length - (end - start)
    return { start: from, end: from + text.length }
  })
}

/** The findings of `after` that `before` does not have at the corresponding places. */
export function addedFindings(
  before: readonly Diagnostic[],
  after: readonly Diagnostic[],
  edits: EditsByName,
): Diagnostic[] {
  const known = before.flatMap((finding) => {
    const start = placeAfter(finding.start, edits.get(finding.file) ?? [])
    return start === undefined ? [] : [keyOf(finding, start)]
  })
  return notAmong(after, known, (finding) => keyOf(finding, finding.start))
}

function keyOf({ file, code, summary }: Diagnostic, start: number): string {
  return [start, code, file, summary].join('\n')
}

/** The place of an index after edits; undefined when its text was replaced. */
function placeAfter(index: number, edits: readonly TextEdit[]): number | undefined {
  let shift = 0
  for (const { start, end, text } of edits) {
    if (end > index || (end === index && start === index)) {
      // An insertion moves the text after it.
      if (start === index && end === index) shift += text.length
      else if (start <= index) return undefined
      else break
    } else shift += text.length - (end - start)
  }
  return index + shift
}

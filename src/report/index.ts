export { changeJson } from './change/json.js'
export { renderPreview } from './change/preview.js'
export {
  type CommandText,
  diffCommands,
} from './diff/commands.js'
export { effectsText } from './diff/effects.js'
export { diffJson } from './diff/json.js'
export { diffText } from './diff/text.js'
export { exampleFlags, schemaNames } from './explain/example-flags.js'
export { codeJson, codesJson } from './explain/json.js'
export { codePage, codesText, type ExampleFindings } from './explain/page.js'
export { codeGroups } from './explain/prefixes.js'
export { fixText, waysToSwitchOff, whyFixed } from './explain/remedies.js'
export { dotText } from './files/dot.js'
export { fileGraph } from './files/graph.js'
export { filesJson } from './files/json.js'
export { filesText, inclusionText } from './files/list.js'
export { mermaidText } from './files/mermaid.js'
export { errorLines } from './findings/error-lines.js'
export type { RunVerdict } from './findings/formats/format.js'
export { type JsonReport, renderJson } from './findings/json.js'
export { type NotChecked, notCheckedLine } from './findings/not-checked.js'
export { type PrettyOptions, renderPretty } from './findings/pretty.js'
export { documentTexts, reportTexts } from './findings/shown-texts.js'
export { countsByRule, grouped, statisticsJson, statisticsText } from './findings/statistics.js'
export {
  type Checked,
  type LeftFixes,
  summaryLine,
} from './findings/summary-line.js'
export type { ReportTexts } from './findings/texts.js'
export { allFindings, leftOut, worstOf } from './findings/worst.js'
export { entryText } from './history/entry.js'
export { entryWithDiff, historyJson } from './history/json.js'
export { historyText } from './history/list.js'
export { rollbackText, type ShownRollback } from './history/rollback.js'
export { rollbackJson } from './history/rollback-json.js'
export type { ShownEntry, ShownFile } from './history/shown-entry.js'
export { hyperlink } from './layout/hyperlink.js'
export { type Palette, PLAIN } from './layout/palette.js'
export { plainJson } from './layout/plain-json.js'
export type { Showing } from './layout/showing.js'
export { harmless, harmlessLines, visible } from './layout/visible.js'
export { whenText } from './layout/when.js'
export { contentsJson, wholeContentsJson } from './lookup/contents-json.js'
export { namedOption } from './lookup/definition.js'
export { rawText } from './lookup/raw-text.js'
export { unmatchedText } from './lookup/unmatched.js'
export { definitionJson, effectiveJson } from './lookup/value-json.js'
export { whyText } from './lookup/why.js'
export { whyJson } from './lookup/why-json.js'
export { leftCommentsText, mergeJson, mergeSummary, mergeText } from './merge/merge.js'
export { optionJson, scopeJson } from './option/json.js'
export { optionMeanings, scopeMeanings } from './option/meanings.js'
export { optionPage } from './option/option-page.js'
export { scopePage } from './option/scope-page.js'
export { overlayJson } from './overlay/json.js'
export { overlayEffectsText } from './overlay/preview.js'
export { overlayText } from './overlay/status.js'
export {
  inlineVerdict,
  overlayVerdictJson,
  type Verdict,
  verdictJson,
  verdictOf,
} from './overlay/verdict.js'
export {
  changedFiles,
  type FileBesideBefore,
  type FilesBefore,
} from './patch/changed-files.js'
export { pairedFiles } from './patch/paired-files.js'
export { renderSideBySide } from './patch/side-by-side.js'
export { type DiffFile, type DiffSide, renderUnifiedDiff } from './patch/unified.js'
export { maskNotes } from './patch/wide-masks.js'
export { shownPlanText } from './plan/shown.js'
export { type Again, staleText } from './plan/stale.js'
export { claimsNote, unlikeText } from './plan/unlike.js'
export { productRefusal } from './product/refusal.js'

export { type BindableFile, type BoundFile, boundFile, boundPath } from './change/bound-file.js'
export {
  type CarriedText,
  type EntryAccess,
  type FileAccess,
  ROOT_ALONE,
} from './change/carried.js'
export { type ChangeOptions, change } from './change/change.js'
export {
  type ChangeSet,
  type Dependents,
  type Effect,
  type EffectiveText,
  type FileEdits,
  type FileHash,
  NO_CHANGES,
  type Placement,
  type Refusal,
  type RefusalCode,
} from './change/change-set.js'
export { hashFiles } from './change/hash.js'
export {
  addedFindings,
  type EditsByName,
} from './change/new-findings.js'
export {
  editedBytes,
  type ResultText,
  resultTexts,
  type TextBefore,
} from './change/result-texts.js'
export {
  type Command,
  commandsBetween,
  type Transformation,
  type Unsayable,
} from './diff/commands.js'
export { type Comparison, compare } from './diff/comparison.js'
export {
  type Difference,
  type DifferencePlace,
  differences,
  differencesAt,
  isEffective,
  type OptionDifference,
  type OrderDifference,
  type ScopeDifference,
} from './diff/differences.js'
export { orderedScopes } from './diff/order.js'
export { type FilePair, pairFiles } from './diff/pair-files.js'
export { meaningOf } from './diff/same-value.js'
export { understoodCommands } from './diff/understood.js'
export {
  type FixOptions,
  type FixResult,
  type FixTarget,
  type FoundToFix,
  fixFindings,
  type UnfixableFile,
} from './fix/fix.js'
export type {
  FixableFile,
  FixableFiles,
} from './fix/fixable.js'
export type { FormatOptions } from './format/format.js'
export {
  type FormatPlan,
  type FormatTarget,
  planFormat,
  type UnformattedFile,
} from './format/format-files.js'
export { formatPart } from './format/format-part.js'
export { type MergeOptions, type MergeResult, mergeFiles } from './merge/merge.js'
export { isSecretTaken } from './merge/secret-taken.js'
export type { TakenChange } from './merge/taken.js'
export {
  type OverlayApplyOptions,
  type OverlayOptions,
  planOverlayApply,
} from './overlay/apply.js'
export type { OverlayEffect, OwnDefinition } from './overlay/effects.js'
export { backupsIn, type Overlay } from './overlay/overlay.js'
export { planOverlayRemove } from './overlay/remove.js'
export {
  type OverlayState,
  type OverlayStatus,
  overlayStatus,
  type UnreadableText,
} from './overlay/status.js'
export type { OverlayTarget } from './overlay/target.js'
export { type BoundPlan, bindPlan, type StaleFile, type Unlikeness } from './plan/bind.js'
export { canonicalJson } from './plan/canonical-json.js'
export { type Claim, untrueClaims } from './plan/claims.js'
export { isSameOutcome } from './plan/same-outcome.js'
export { savedPlan } from './plan/save.js'
export {
  PLAN_VERSION,
  type PlannedConfiguration,
  type PlannedEdits,
  type PlannedFile,
  type PlannedPlacement,
  type SavedPlan,
} from './plan/saved-plan.js'
export type {
  PastBytes,
  PastChange,
  PastFile,
} from './rollback/entry.js'
export { planRollback, type RollbackOptions } from './rollback/rollback.js'
export { editsBetween } from './text/text-edits.js'

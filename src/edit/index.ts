export { type ChangeOptions, change } from './change.js'
export type {
  ChangeSet,
  Dependents,
  Effect,
  EffectiveText,
  FileEdits,
  FileHash,
  Placement,
  Refusal,
  RefusalCode,
} from './change-set.js'
export {
  type Command,
  commandsBetween,
  type Transformation,
  type Unsayable,
} from './diff/commands.js'
export { dependents, type OptionPlace } from './diff/dependents.js'
export {
  type Difference,
  differences,
  isEffective,
  type OptionDifference,
  type OrderDifference,
  type ScopeDifference,
} from './diff/differences.js'
export { type FilePair, pairFiles } from './diff/pair-files.js'
export { understoodCommands } from './diff/understood.js'
export {
  type FixOptions,
  type FixResult,
  type FixTarget,
  type FoundToFix,
  fixFindings,
  type UnfixableFile,
} from './fix.js'
export {
  type FormatPlan,
  type FormatTarget,
  planFormat,
  type UnformattedFile,
} from './format/plan.js'
export { type MergeOptions, type MergeResult, mergeFiles } from './merge/merge.js'
export type { TakenChange } from './merge/taken.js'
export { planOverlayApply } from './overlay/apply.js'
export type { OverlayEffect } from './overlay/effects.js'
export { planOverlayRemove } from './overlay/remove.js'
export { type OverlayStatus, overlayStatus } from './overlay/status.js'
export { partOf } from './part.js'
export { editedBytes, type ResultText, resultTexts } from './result-texts.js'

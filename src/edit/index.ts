export { type ChangeOptions, change } from './change.js'
export type {
  ChangeSet,
  FileEdits,
  FileHash,
  Placement,
  Refusal,
  RefusalCode,
} from './change-set.js'
export {
  type FixOptions,
  type FixResult,
  type FixTarget,
  type FoundToFix,
  fixFindings,
  type UnfixableFile,
} from './fix.js'
export { planOverlayApply } from './overlay/apply.js'
export type { OverlayEffect } from './overlay/effects.js'
export { planOverlayRemove } from './overlay/remove.js'
export { type OverlayStatus, overlayStatus } from './overlay/status.js'
export { editedBytes, type ResultText, resultTexts } from './result-texts.js'

/** The public surface of `ecconf`: everything here runs in a browser too. */
import type { Document } from '../grammar/index.js'

export {
  type Comment,
  type DialectDocument,
  Document,
  type ParseOptions,
  parse,
  parseClusterBoot,
  parseDigestFile,
  parseEnvironment,
  parseGroupsFile,
  parseMbus,
  parsePasswordFile,
  parseRotate,
} from '../grammar/index.js'
export {
  type Change,
  type ConfigFile,
  Configuration,
  type Definition,
  displayScope,
  dumpJson,
  type Effective,
  type Environment,
  EnvironmentError,
  type Explanation,
  type FileStatus,
  type Inclusion,
  InvalidChangeError,
  type LoadOptions,
  load,
  PatternError,
  type ReadOnlyReason,
  type Role,
  type Scope,
  type ScopeContents,
  type ScopePath,
  type ScopeStep,
  type Stanza,
} from './config/index.js'
export type {
  Diagnostic,
  DiagnosticCode,
  Fix,
  Related,
  Severity,
} from './diagnostics/index.js'
export {
  type ChangeOptions,
  type ChangeSet,
  change,
  type Dependents,
  type Effect,
  type EffectiveText,
  type FileEdits,
  type FileHash,
  type OverlayEffect,
  type OverlayStatus,
  overlayStatus,
  type Placement,
  planOverlayApply,
  planOverlayRemove,
  type Refusal,
  type RefusalCode,
  type ResultText,
  resultTexts,
} from './edit/index.js'
export { type LintOptions, lint, lintFragment } from './lint/index.js'
export {
  type JsonValue,
  type OptionType,
  type Registry,
  registry,
  type ScopeType,
} from './schema/index.js'
export {
  ArrayView,
  applyEdits,
  DictionaryView,
  EntryView,
  ErrorView,
  FileView,
  IncludeView,
  type ItemView,
  invertEdits,
  NodeView,
  OptionView,
  type Position,
  ScalarView,
  ScopeView,
  Source,
  type TextEdit,
  TokenView,
  type ValueView,
} from './syntax/index.js'

/** The bytes of a document: those it was parsed from. */
export function print(document: Document): Uint8Array {
  return document.source.bytes
}

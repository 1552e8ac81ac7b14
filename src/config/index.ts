export {
  type ApplyOptions,
  Configuration,
  load,
  type PackedConfiguration,
  unpack,
} from './configuration.js'
export { clusterBootVariables } from './environment/cluster-boot.js'
export {
  type Environment,
  EnvironmentError,
  type FileStatus,
  type MaybePromise,
} from './environment/environment.js'
export {
  environmentFileVariable,
  mainFileOfEnvironment,
  type NamedMainFile,
} from './environment/environment-file.js'
export { EnvironmentOver } from './environment/environment-over.js'
export {
  findInstalledMain,
  type MainFile,
} from './environment/main-file.js'
export type { Role } from './environment/role.js'
export type { LocatedPath } from './environment/sysroot.js'
export {
  type TextEnvironment,
  withTexts as environmentWithTexts,
} from './environment/text-environment.js'
export { MOST_TEXT } from './loading/file-reader.js'
export { includeChain } from './loading/include-chain.js'
export type { LoadOptions } from './loading/load-options.js'
export type { LocalChangesFile } from './loading/local-changes.js'
export {
  buffersOf,
  type PackedDocument,
  type PackedFile,
  type PackedInclusion,
  type PackedLocalChanges,
  type PackedTexts,
  packDocument,
  unpackDocument,
} from './loading/packed.js'
export type { FileTraits } from './loading/read-only.js'
export type { Effective } from './lookup/effective.js'
export type { ExplainedDefinition, Explanation, Layer } from './lookup/explain.js'
export { PatternError } from './lookup/locate.js'
export type { FallbackStep } from './lookup/lookup.js'
export { optionName } from './lookup/option-name.js'
export { restartOfScope } from './lookup/restart-of-scope.js'
export { InvalidChangeError } from './merging/apply.js'
export type {
  Change,
  ChangeTarget,
  ScopePath,
  ScopeStep,
  UnsetChange,
  ValueChange,
} from './merging/change.js'
export { contentsOf, type OptionValue, optionOf, type ScopeContents } from './merging/contents.js'
export type {
  LookupGroup,
  LookupScope,
  UnmatchedScope,
} from './merging/lookup-scope.js'
export type { Superseded } from './merging/superseded.js'
export type {
  ConfigFile,
  Definition,
  Inclusion,
  ReadOnlyReason,
  Scope,
  Stanza,
} from './model.js'
export {
  displayScope,
  displayStep,
  locatePath,
  shownInstance,
  shownPath,
  shownStep,
} from './printing/display.js'
export { dumpJson } from './printing/dump-json.js'
export { dumpXml } from './printing/dump-xml.js'
export {
  maskedValue,
  type NamedOption,
  parseValue,
  shownPartOfTyped,
  shownTyped,
  valueText,
  writtenParts,
} from './printing/value-text.js'

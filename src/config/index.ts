export { InvalidChangeError } from './apply.js'
export type { Change, ScopePath, ScopeStep } from './change.js'
export { clusterBootVariables } from './cluster-boot.js'
export { Configuration, load } from './configuration.js'
export { contentsOf, type OptionValue, type ScopeContents } from './contents.js'
export {
  displayScope,
  displayStep,
  locatePath,
  shownInstance,
  shownPath,
  shownStep,
} from './display.js'
export { dumpJson } from './dump-json.js'
export { dumpXml } from './dump-xml.js'
export type { Effective } from './effective.js'
export { type Environment, EnvironmentError, type FileStatus } from './environment.js'
export { mainFileOfEnvironment, type NamedMainFile } from './environment-file.js'
export type { ExplainedDefinition, Explanation, Layer } from './explain.js'
export { includeChain } from './include-chain.js'
export type { LoadOptions } from './load-options.js'
export type { LocalChangesFile } from './local-changes.js'
export { PatternError } from './locate.js'
export type { FallbackStep } from './lookup.js'
export { findInstalledMain } from './main-file.js'
export type {
  ConfigFile,
  Definition,
  Inclusion,
  ReadOnlyReason,
  Scope,
  Stanza,
} from './model.js'
export { optionName } from './option-name.js'
export type { Role } from './role.js'
export { withTexts as environmentWithTexts } from './text-environment.js'
export { maskedValue, parseValue, shownPartOfTyped, shownTyped, valueText } from './value-text.js'

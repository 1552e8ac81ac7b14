/**
 * The public surface of `ecconf/node`: that of `ecconf`, with Node's environment where one is
 * needed, and what touches the machine.
 */
import {
  type Configuration,
  type LoadOptions as CoreLoadOptions,
  type Document,
  type Environment,
  load as loadWith,
  type PackedConfiguration,
  unpack as unpackWith,
} from './index.js'
import { nodeEnvironment } from './node/index.js'

/** As for `ecconf`; without an environment this machine is meant. */
export type LoadOptions = Omit<CoreLoadOptions, 'environment'> & {
  readonly environment?: Environment
}

/**
 * Loads a configuration of this machine.
 * @param main a path, relative to the working directory; a bare name that is no file there is
 *   looked for along the search path
 * @param known texts that need not be read and parsed again, by the real path of their file
 * @throws EnvironmentError when the main file itself cannot be read
 */
export function load(
  main: string,
  options: LoadOptions = {},
  known: ReadonlyMap<string, Document> = new Map(),
): Promise<Configuration> {
  return loadWith(main, { environment: nodeEnvironment(), ...options }, known)
}

/**
 * The configuration that another thread has loaded and packed. Nothing is read or parsed.
 * @param options those that it was loaded with; without an environment this machine is meant
 */
export function unpack(packed: PackedConfiguration, options: LoadOptions = {}): Configuration {
  return unpackWith(packed, { environment: nodeEnvironment(), ...options })
}

export {
  type ApplyOptions,
  ArrayView,
  applyEdits,
  buffersOf,
  type Change,
  type ChangeOptions,
  type ChangeSet,
  type Command,
  type Comment,
  type ConfigFile,
  Configuration,
  change,
  commandsBetween,
  type Definition,
  type Dependents,
  type Diagnostic,
  type DiagnosticCode,
  DictionaryView,
  type Difference,
  Document,
  differences,
  displayScope,
  dumpJson,
  type Effect,
  type Effective,
  type EffectiveText,
  EntryView,
  type Environment,
  EnvironmentError,
  ErrorView,
  type Explanation,
  type FileEdits,
  type FileHash,
  type FileStatus,
  FileView,
  type Fix,
  IncludeView,
  type Inclusion,
  InvalidChangeError,
  type ItemView,
  invertEdits,
  isEffective,
  type JsonValue,
  type LintOptions,
  lint,
  lintFragment,
  type MergeOptions,
  type MergeResult,
  mergeFiles,
  NodeView,
  type OptionDifference,
  type OptionType,
  OptionView,
  type OrderDifference,
  type Overlay,
  type OverlayEffect,
  type OverlayOptions,
  type OverlayState,
  type OverlayStatus,
  type OverlayTarget,
  type OwnDefinition,
  overlayStatus,
  type PackedConfiguration,
  type PackedDocument,
  type ParseOptions,
  PatternError,
  type Placement,
  type Position,
  packDocument,
  parse,
  planOverlayApply,
  planOverlayRemove,
  print,
  type ReadOnlyReason,
  type Refusal,
  type RefusalCode,
  type Registry,
  type Related,
  type ResultText,
  type Role,
  registry,
  resultTexts,
  ScalarView,
  type Scope,
  type ScopeContents,
  type ScopeDifference,
  type ScopePath,
  type ScopeStep,
  type ScopeType,
  ScopeView,
  type Severity,
  Source,
  type Stanza,
  type TakenChange,
  type TextEdit,
  TokenView,
  type Transformation,
  type UnreadableText,
  type Unsayable,
  understoodCommands,
  unpackDocument,
  type ValueView,
} from './index.js'
export {
  type FileSystemCalls,
  type Machine,
  nodeEnvironment,
  type Ownership,
  type Processes,
  type ProcessIdentity,
  WriteError,
  type WriteErrorCode,
  type WriteRequest,
  writeChangeSet,
  writeFileDurably,
  writeFilesDurably,
} from './node/index.js'

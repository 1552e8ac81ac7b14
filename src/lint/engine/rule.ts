import type { Configuration } from '../../config/index.js'
import type { Diagnostic, DiagnosticCode } from '../../diagnostics/index.js'
import type { OptionType, ScopeType } from '../../schema/types.js'
import type { IncludeView, OptionView, ScopeView, ValueView } from '../../syntax/index.js'
import type { FileFindings } from './file-findings.js'
import type { SchemaContext } from './schema-context.js'
import type { LintOptions } from './settings.js'

export interface AnyRule {
  /** The codes that the rule may report. It does not run when all of them are switched off. */
  readonly codes: readonly DiagnosticCode[]
}

/** An option in which the parser found no mistake. */
export interface SoundOption {
  readonly view: OptionView
  /** The name as written. */
  readonly name: string
  readonly value: ValueView
}

/**
 * A rule about the text of one file, wherever the file is included. It sees the statements without
 * parser mistakes. Among equal statements in the same surroundings it sees only the first, if no
 * rule finds anything in that one.
 */
export interface TextRule extends AnyRule {
  readonly option?: (option: SoundOption, findings: FileFindings) => void
  readonly scope?: (scope: ScopeView, findings: FileFindings) => void
  readonly include?: (include: IncludeView, findings: FileFindings) => void
  readonly file?: (findings: FileFindings) => void
}

/** An option, and what the registry knows of it at its place. */
export interface PlacedOption extends SoundOption {
  /** More than one when the kind of scope is uncertain; empty when the option is unknown here. */
  readonly types: readonly OptionType[]
}

/** A scope, and what the registry knows of it at its place. */
export interface PlacedScope {
  readonly view: ScopeView
  /** The name as written. */
  readonly name: string
  /** More than one when the kind of scope is uncertain; empty when the scope is unknown here. */
  readonly types: readonly ScopeType[]
}

/**
 * A rule about which statements may stand where. It does not run inside scopes that the registry
 * does not know. Among equal statements in the same surroundings it sees only the first, if no rule
 * finds anything in that one.
 */
export interface SchemaRule extends AnyRule {
  readonly option?: (option: PlacedOption, context: SchemaContext) => void
  /** Called for each option whose name an earlier option in the same body has. */
  readonly repeated?: (option: PlacedOption, first: OptionView, context: SchemaContext) => void
  readonly scope?: (scope: PlacedScope, context: SchemaContext) => void
}

/** A rule about a whole configuration; it does not run on fragments, unless it says so. */
export interface ConfigurationRule extends AnyRule {
  /** Whether one stanza shows what it finds: it also runs on fragments and beside unread files. */
  readonly inStanza?: true
  /**
   * Lower-case names of options and scopes: the rule runs only if at least one of them is written.
   * Absent when the rule always runs.
   */
  readonly about?: readonly string[]
  readonly check: (configuration: Configuration, options: LintOptions) => Iterable<Diagnostic>
}

import type { Configuration } from '../../config/index.js'
import type { Diagnostic, DiagnosticCode } from '../../diagnostics/index.js'
import type { OptionType, ScopeType } from '../../schema/types.js'
import type { IncludeView, OptionView, ScopeView, ValueView } from '../../syntax/index.js'
import type { FileFindings } from './file-findings.js'
import type { SchemaContext } from './schema-context.js'
import type { LintOptions } from './settings.js'

export interface AnyRule {
  /** What the rule may find. It does not run when all of them are switched off. */
  readonly codes: readonly DiagnosticCode[]
}

/** An option in which the parser found no mistake. */
export interface SoundOption {
  readonly view: OptionView
  /** As written. */
  readonly name: string
  readonly value: ValueView
}

/**
 * A rule about the text of one file, wherever it is included. It sees each statement that the
 * parser found nothing wrong with; of those that read the same in the same surroundings only the
 * first, if no rule finds anything in it.
 */
export interface TextRule extends AnyRule {
  readonly option?: (option: SoundOption, findings: FileFindings) => void
  readonly scope?: (scope: ScopeView, findings: FileFindings) => void
  readonly include?: (include: IncludeView, findings: FileFindings) => void
  readonly file?: (findings: FileFindings) => void
}

/** An option with what the product knows of it where it stands. */
export interface PlacedOption extends SoundOption {
  /** More than one where the kind of scope is not clear; none when the option is unknown here. */
  readonly types: readonly OptionType[]
}

/** A scope with what the product knows of it where it stands. */
export interface PlacedScope {
  readonly view: ScopeView
  /** As written. */
  readonly name: string
  /** More than one where the kind of scope is not clear; none when the scope is unknown here. */
  readonly types: readonly ScopeType[]
}

/**
 * A rule about what may stand where. It runs where the product's knowledge reaches: not inside
 * scopes that nobody knows. Of statements that read the same in the same surroundings it sees only
 * the first, if no rule finds anything in it.
 */
export interface SchemaRule extends AnyRule {
  readonly option?: (option: PlacedOption, context: SchemaContext) => void
  /** Sees the options whose name another one before it in the same body has. */
  readonly repeated?: (option: PlacedOption, first: OptionView, context: SchemaContext) => void
  readonly scope?: (scope: PlacedScope, context: SchemaContext) => void
}

/** A rule about the configuration as a whole. It does not run on fragments. */
export interface ConfigurationRule extends AnyRule {
  /**
   * Names of options and scopes in lower case: where none of them is written there is nothing to
   * find, and the rule is not asked. Absent when anything may give it something to say.
   */
  readonly about?: readonly string[]
  readonly check: (configuration: Configuration, options: LintOptions) => Iterable<Diagnostic>
}

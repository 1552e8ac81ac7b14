import type { DiagnosticCode } from '../../diagnostics/index.js'
import type { Site, Violation } from './site.js'

/** What the documentation of the product asks of a configuration. */
export interface Requirement {
  readonly code: DiagnosticCode
  /** Lower-case names of options and scopes without which there is nothing to check. */
  readonly about: readonly string[]
  /** Further names, in lower case, that the check asks the site for. */
  readonly also?: readonly string[]
  /** The module of Global, in lower case, without whose stanza nothing is checked. */
  readonly beside?: string
  /** The only product line that has it; absent for both. */
  readonly line?: '3' | '4'
  /** The first version that has it, such as `5.3`. */
  readonly since?: string
  /**
   * Whether one stanza shows it, so that it is found in a fragment too, and beside unread files.
   */
  readonly inStanza?: true
  readonly check: (site: Site) => Iterable<Violation>
}

/** What the entries of all kinds have. */
export type Entry = Pick<Requirement, 'code' | 'line' | 'since'> & {
  /** What to do, as sentences. */
  readonly detail: string
}

import type { Diagnostic as ProtocolDiagnostic } from 'vscode-languageserver'
import type { Diagnostic } from '../../../diagnostics/index.js'
import type { LintTarget } from '../../../project/targets/lint-targets.js'

/** Kinds of actions of the protocol, and the one of `fix all` that a client may ask for on save. */
export const QUICK_FIX = 'quickfix'
export const REWRITE = 'refactor.rewrite'
export const FIX_ALL = 'source.fixAll.ecconf'

/** What an action needs beside the text: the findings, and how others are looked for. */
export interface ActionSources {
  /** Of everything that is read with the text, in its present version. */
  readonly findings: readonly Diagnostic[]
  /** A finding in the words of the protocol; undefined when it is about no file. */
  readonly shown: (finding: Diagnostic) => ProtocolDiagnostic | undefined
  /** The findings in other versions of configurations, by the same settings. */
  readonly find: (targets: readonly LintTarget[]) => Promise<readonly Diagnostic[]>
}

/** An action whose edits are looked for when somebody chooses it. */
export interface ActionData {
  readonly kind: 'winning'
  readonly uri: string
  readonly version: number | null
  /** Where the action was asked for, and which one it was there. */
  readonly index: number
  readonly at: number
}

import type { DiagnosticCode } from '../codes.js'

/** What `ecconf explain` and the rule pages say about a code. Plain sentences; `code` in backticks. */
export interface Explanation {
  /** What is wrong, as a sentence that needs no context: the heading below the code. */
  readonly title: string
  /** Paragraphs: what the product does with it, why it matters, what to do instead. */
  readonly text: readonly string[]
  /** A configuration that gets the finding, and the same as it should be, which does not. */
  readonly wrong: Example
  readonly right: Example
}

/** Files by name: the main file first. A test lints them. */
export interface Example {
  readonly files: Readonly<Record<string, string>>
  /** Files that others may read (mode 0644); all others are 0600. */
  readonly readable?: readonly string[]
  /** The product version to check against. */
  readonly target?: string
}

/** All codes with one prefix: `CodesOf<'syntax'>`. */
export type CodesOf<Prefix extends string> = Extract<DiagnosticCode, `${Prefix}/${string}`>

export type ExplanationsOf<Prefix extends string> = Readonly<Record<CodesOf<Prefix>, Explanation>>

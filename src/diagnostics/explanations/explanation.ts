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

/**
 * Files by name: the main file first. A test lints them. A `.json` file beside it is a schema of the
 * site, as with `--schema`.
 */
export interface Example {
  readonly files: Readonly<Record<string, string>>
  /** Files that others may read (mode 0644); all others are 0600. */
  readonly readable?: readonly string[]
  /** The product version to check against. */
  readonly target?: string
  /** Whether files that values name must exist, as with `--check-files`. */
  readonly checkFiles?: true
}

/**
 * The codes that there is something to say about: all that a text can get. No text gets
 * `schema/needs-restart`, which is about a change, or `overlay/merge-conflict`, which is about three.
 */
export type ExplainedCode = Exclude<
  DiagnosticCode,
  'schema/needs-restart' | 'overlay/merge-conflict'
>

/** All codes with one prefix: `CodesOf<'syntax'>`. */
export type CodesOf<Prefix extends string> = Extract<ExplainedCode, `${Prefix}/${string}`>

export type ExplanationsOf<Prefix extends string> = Readonly<Record<CodesOf<Prefix>, Explanation>>

/**
 * What the page of a code in `docs/rules/` says, and `ecconf explain` with it. Plain sentences;
 * `code` in backticks.
 */
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

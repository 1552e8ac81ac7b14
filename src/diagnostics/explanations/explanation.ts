/**
 * The contents of a code's page in `docs/rules/`, which `ecconf explain` prints. Plain sentences,
 * with code in backticks.
 */
export interface Explanation {
  /** What is wrong, as a sentence that needs no context; the heading after the code. */
  readonly title: string
  /** Paragraphs: what the product does, why it matters, what to do instead. */
  readonly text: readonly string[]
  /** A configuration with the finding; `right` is the same without it. */
  readonly wrong: Example
  readonly right: Example
}

/**
 * Files by name, the main file first. A test lints them. A `.json` file is a site's schema, as with
 * `--schema`.
 */
export interface Example {
  readonly files: Readonly<Record<string, string>>
  /** The files with mode 0644, which others may read; all others have mode 0600. */
  readonly readable?: readonly string[]
  /** The product version to check against. */
  readonly target?: string
  /** Whether named files must exist, as with `--check-files`. */
  readonly checkFiles?: true
}

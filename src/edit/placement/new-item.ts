import type { ScopePath } from '../../config/index.js'

/** An option to add to a block. */
export interface NewOption {
  /** The registered spelling. */
  readonly name: string
  /** The value in its final form. */
  readonly value: string
}

/** Nested stanzas to add to a block, with options in the innermost one. */
export interface NewStanza {
  /** At least one step, outermost first. */
  readonly path: ScopePath
  readonly options: readonly NewOption[]
}

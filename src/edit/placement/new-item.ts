import type { ScopePath } from '../../config/index.js'

/** An option that is to be added to a block. */
export interface NewOption {
  /** The registered spelling. */
  readonly name: string
  /** As it is to be written. */
  readonly value: string
}

/** Stanzas inside each other that are to be added to a block, with options in the innermost. */
export interface NewStanza {
  /** At least one step, from the outside in. */
  readonly path: ScopePath
  readonly options: readonly NewOption[]
}

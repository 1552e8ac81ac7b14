import type { Case } from './texts.js'

/** A case that went wrong, made as small as could be. */
export interface Finding {
  /** The number of the case. */
  readonly number: number
  readonly mistake: string
  readonly smallest: Case
}

/** So many cases of one mistake are made smaller and saved: more of them tell nothing new. */
export const WORTH_A_LOOK = 3

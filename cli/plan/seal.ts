import type { SavedPlan } from '../../src/edit/index.js'
import { hashOf } from '../../src/node/index.js'
import type { Signature } from './signature.js'

/** A plan as it lies in a file, but for the seal. */
export interface UnsealedPlan extends SavedPlan {
  readonly signature?: Signature
}

/**
 * What shows that a plan is as it was written, if nobody means to deceive: SHA-256 of its JSON without
 * blanks, which anybody can make.
 */
export function sealOf(plan: UnsealedPlan): string {
  return hashOf(Buffer.from(JSON.stringify(plan)))
}

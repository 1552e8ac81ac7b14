import { type KeyObject, sign, verify } from 'node:crypto'
import { canonicalJson, type SavedPlan } from '../../src/edit/index.js'
import { fingerprint } from './keys.js'

/** Who has made a plan (`schemas/plan.json`). */
export interface Signature {
  /** The fingerprint of the key. */
  readonly key: string
  /** The signature, in base64. */
  readonly value: string
}

/** @param key a private Ed25519 key */
export function signatureOf(plan: SavedPlan, key: KeyObject): Signature {
  return { key: fingerprint(key), value: sign(null, signedBytes(plan), key).toString('base64') }
}

/** What keeps a signature from being the one of a plan with a key; undefined when it is. */
export type SignatureProblem = 'unsigned' | 'another key' | 'another plan'

/** @param key a public Ed25519 key */
export function signatureProblem(
  plan: SavedPlan,
  signature: Signature | undefined,
  key: KeyObject,
): SignatureProblem | undefined {
  if (signature === undefined) return 'unsigned'
  // Which key a plan names proves nothing, and only makes a better message.
  if (signature.key !== fingerprint(key)) return 'another key'
  const isGood = verify(null, signedBytes(plan), key, Buffer.from(signature.value, 'base64'))
  return isGood ? undefined : 'another plan'
}

function signedBytes(plan: SavedPlan): Buffer {
  return Buffer.from(canonicalJson(plan))
}

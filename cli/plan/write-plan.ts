import type { KeyObject } from 'node:crypto'
import { chmodSync, statSync } from 'node:fs'
import type { SavedPlan } from '../../src/edit/index.js'
import { environmentError } from '../../src/node/files/system-error.js'
import { Failure } from '../../src/project/failure.js'
import { LARGEST, sizeText } from '../../src/project/read-bytes.js'
import { failure } from '../../src/project/system-failure.js'
import { plainJson } from '../../src/report/index.js'
import { refuseOutput } from '../streams/inputs.js'
import { writeOutput } from '../streams/output-file.js'
import { sealOf } from './seal.js'
import { signatureOf } from './signature.js'

export const A_PLAN = 'a plan'

/** A plan holds secrets as they are. */
const MODE = 0o600

/**
 * A plan as JSON (`schemas/plan.json`), with a newline at its end.
 * @param key signs it
 * @throws Failure when nobody could read it again
 */
export function planText(plan: SavedPlan, key?: KeyObject): string {
  const signed = key === undefined ? plan : { ...plan, signature: signatureOf(plan, key) }
  const text = plainJson({ ...signed, seal: sealOf(signed) })
  if (Buffer.byteLength(text) <= LARGEST) return text
  throw new Failure(`The plan would be larger than ${sizeText(LARGEST)}: make several of its lines`)
}

/**
 * Writes a plan in place of what the file held, for its owner's eyes only.
 * @throws Failure
 */
export function writePlan(name: string, plan: SavedPlan, key?: KeyObject): void {
  const text = planText(plan, key)
  refuseOutput(name, A_PLAN)
  makePrivate(name)
  writeOutput(name, A_PLAN, text, MODE)
}

/** Takes a file that is there from all but its owner, for the writer keeps its mode. @throws Failure */
function makePrivate(name: string): void {
  try {
    const status = statSync(name, { throwIfNoEntry: false })
    if (status?.isFile()) chmodSync(name, MODE)
    else if (status !== undefined) throw new Failure(`${name}: is no regular file`)
  } catch (error) {
    throw failure(environmentError(error, name), name)
  }
}

import type { KeyObject } from 'node:crypto'
import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fstatSync,
  readlinkSync,
  statSync,
} from 'node:fs'
import { dirname } from 'node:path'
import type { SavedPlan } from '../../src/edit/index.js'
import { hasTooManyValues, MOST_VALUES } from '../../src/node/files/bounded-json.js'
import { fileIdentity } from '../../src/node/files/file-identity.js'
import { nativePath, pathFrom } from '../../src/node/files/native-path.js'
import { openToRead } from '../../src/node/files/open-to-read.js'
import { environmentError } from '../../src/node/files/system-error.js'
import { userText } from '../../src/node/transactions/recovery-outcome.js'
import { hasCode } from '../../src/node/writing/write-error.js'
import { Failure } from '../../src/project/failure.js'
import { realPathOf } from '../../src/project/paths/real-path.js'
import { LARGEST, sizeText } from '../../src/project/read-bytes.js'
import { failure } from '../../src/project/system-failure.js'
import { plainJson } from '../../src/report/index.js'
import { refuseOutput } from '../streams/inputs.js'
import { type OnlyFile, outputPlace, writeOutput } from '../streams/output-file.js'
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
  const bytes = Buffer.from(text)
  const what =
    bytes.length > LARGEST
      ? `be larger than ${sizeText(LARGEST)}`
      : hasTooManyValues(bytes)
        ? `have more than ${MOST_VALUES} values`
        : undefined
  if (what === undefined) return text
  throw new Failure(`The plan would ${what}: make several of its lines`)
}

/**
 * Writes a plan in place of what the file held, for its owner's eyes only.
 * @throws Failure
 */
export function writePlan(name: string, plan: SavedPlan, key?: KeyObject): void {
  const text = planText(plan, key)
  refuseOutput(name, A_PLAN)
  writeOutput(name, A_PLAN, text, MODE, madePrivate(name))
}

/**
 * Takes a file that is there from all but its owner, for the writer keeps its owner and its mode.
 * @returns which file that is
 * @throws Failure for the file of another user, who could read the plan
 */
function madePrivate(name: string): OnlyFile {
  if (name === '') return 'new'
  const real = outputPlace(name)
  try {
    const file = openToRead(nativePath(real), name, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      refuseExchanged(file, real, name)
      const status = fstatSync(file, { bigint: true })
      if (!status.isFile()) throw new Failure(`${name}: is no regular file`)
      refuseOwner(Number(status.uid), name)
      fchmodSync(file, MODE)
      return { identity: fileIdentity(status) }
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return 'new'
    if (hasCode(error, 'ENOTREG')) throw new Failure(`${name}: is no regular file`)
    throw failure(environmentError(error, name), name)
  }
}

/** Whoever may exchange a folder on the way can have put a link there since it was looked at. */
function refuseExchanged(file: number, real: string, name: string): void {
  const way = `/proc/self/fd/${file}`
  // Elsewhere than on Linux nobody can tell.
  if (!existsSync(way) || pathFrom(readlinkSync(way, 'buffer')) === real) return
  throw new Failure(`${name}: was exchanged by someone else meanwhile; nothing was written`)
}

/** What root makes in a folder belongs to its owner, also where it is made anew. */
function refuseOwner(uid: number, name: string): void {
  const self = process.geteuid?.()
  if (self === undefined || uid === self) return
  if (self === 0 && uid === statSync(nativePath(dirname(realPathOf(name)))).uid) return
  throw new Failure(
    `${name}: belongs to ${userText(uid)}, who could read the plan: name another file`,
  )
}

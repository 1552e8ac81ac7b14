import type { KeyObject } from 'node:crypto'
import { type BigIntStats, chmodSync, fstatSync, statSync } from 'node:fs'
import type { Configuration } from '../../src/config/index.js'
import type { SavedPlan } from '../../src/edit/index.js'
import { environmentError } from '../../src/node/system-error.js'
import { Failure } from '../failure.js'
import { writeOutput } from '../output-file.js'
import { plainJson } from '../plain-json.js'
import { failure } from '../system-failure.js'
import { LARGEST, sizeText } from './read-bytes.js'
import { sealOf } from './seal.js'
import { signatureOf } from './signature.js'

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
  makePrivate(name)
  writeOutput(name, text, MODE)
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

/** What a plan is made from, as it was named. */
interface Inputs {
  /** The file with the lines; `-` is standard input. */
  readonly lines: string
  /** The file with the key that signs the plan. */
  readonly sign?: string | undefined
}

/**
 * Stops when a plan would take the place of what it is made from.
 * @throws Failure
 */
export function refuseOutput(
  name: string,
  { lines, sign }: Inputs,
  { files }: Configuration,
): void {
  const output = identityOf(() => statSync(name, BIG))
  if (output === undefined) return
  if (files.some(({ virtual, realPath }) => !virtual && isSame(output, realPath))) {
    throw new Failure(`${name}: is a file of the configuration, and no place for a plan`)
  }
  const isLines =
    lines === '-' ? output === identityOf(() => fstatSync(0, BIG)) : isSame(output, lines)
  if (isLines) throw new Failure(`${name}: holds the lines, and is no place for the plan`)
  if (sign !== undefined && isSame(output, sign)) {
    throw new Failure(`${name}: holds the key, and is no place for the plan`)
  }
}

function isSame(identity: string, path: string): boolean {
  return identityOf(() => statSync(path, BIG)) === identity
}

/** Inodes are larger than a number can tell apart. */
const BIG = { bigint: true } as const

/** Device and inode, which all names of a regular file share; undefined when there is no such file. */
function identityOf(ask: () => BigIntStats): string | undefined {
  try {
    const status = ask()
    return status.isFile() ? `${status.dev} ${status.ino}` : undefined
  } catch {
    return undefined
  }
}

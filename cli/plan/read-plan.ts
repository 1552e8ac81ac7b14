import type { KeyObject } from 'node:crypto'
import { PLAN_VERSION, type SavedPlan } from '../../src/edit/index.js'
import { hasTooManyValues, MOST_VALUES } from '../../src/node/files/bounded-json.js'
import { Refusal } from '../../src/project/failure.js'
import { readBytes } from '../../src/project/read-bytes.js'
import {
  type JsonText,
  JsonTextError,
  pointerPart,
  readJsonText,
} from '../../src/project/settings/json-text.js'
import { shownPlanText } from '../../src/report/index.js'
import { Source } from '../../src/syntax/index.js'
import { noteInput } from '../streams/inputs.js'
import { sealOf, type UnsealedPlan } from './seal.js'
import { type SignatureProblem, signatureProblem } from './signature.js'
import { planValidator } from './validator.generated.js'

/** What ajv leaves on a validator: of its errors only these parts are used. */
interface Violation {
  readonly instancePath: string
  readonly params: { readonly additionalProperty?: string; readonly missingProperty?: string }
}

type Validator = { (value: unknown): boolean; readonly errors?: readonly Violation[] | null }

export interface ReadingOptions {
  /** The plan must be signed with the private half of this key. */
  readonly key?: KeyObject | undefined
}

/**
 * Reads a plan that `writePlan` has written.
 * @param name of the file; `-` is standard input
 * @throws Failure when it cannot be read
 * @throws Refusal when it is no plan, not as it was written, or not signed as it has to be
 */
export function readPlan(name: string, { key }: ReadingOptions = {}): SavedPlan {
  noteInput(name === '-' ? '/dev/stdin' : name, 'holds the plan')
  const bytes = readBytes(name)
  const source = Source.fromBytes(bytes, name === '-' ? 'standard input' : name)
  if (hasTooManyValues(bytes)) {
    throw new Refusal(`${source.name}: This is no plan: it has more than ${MOST_VALUES} values.`)
  }
  const { signature, ...plan } = planFrom(source)
  const problem = key && signatureProblem(plan, signature, key)
  if (problem !== undefined) throw new Refusal(`${source.name}: ${PROBLEMS[problem]}`)
  return plan
}

const PROBLEMS: Readonly<Record<SignatureProblem, string>> = {
  unsigned: 'This plan is not signed.',
  'another key': 'This plan is signed with another key.',
  'another plan': 'The signature is not that of this plan: it was changed after it was signed.',
}

/** @throws Refusal */
function planFrom(source: Source): UnsealedPlan {
  const json = jsonOf(source)
  const { format, version } = Object(json.value) as Readonly<Record<string, unknown>>
  if (format !== 'ecconf plan') throw new Refusal(`${source.name}: This is no plan of ecconf.`)
  if (version !== PLAN_VERSION) {
    throw new Refusal(
      `${source.name}: This plan has version ${shownPlanText(`${JSON.stringify(version)}`)} of its form; this ecconf reads version ${PLAN_VERSION}.`,
    )
  }
  const validate = planValidator() as Validator
  const [violation] = validate(json.value) ? [] : (validate.errors ?? [])
  if (violation !== undefined) throw damaged(source, ...problemOf(violation, json))
  const { seal, ...plan } = json.value as UnsealedPlan & { readonly seal: string }
  if (sealOf(plan) !== seal) {
    throw new Refusal(
      `${source.name}: This plan is not as ecconf wrote it: it was damaged, or changed by hand.`,
    )
  }
  return plan
}

function jsonOf(source: Source): JsonText {
  try {
    return readJsonText(source.text)
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error
    const { line, column } = source.position(error.at)
    throw new Refusal(
      `${source.name}:${line}:${column}: This is no plan, or not all of it: ${shownPlanText(error.message)}`,
    )
  }
}

function problemOf({ instancePath, params }: Violation, json: JsonText): [number, string] {
  const { additionalProperty, missingProperty } = params
  if (additionalProperty !== undefined) {
    const at = json.keyAt(`${instancePath}/${pointerPart(additionalProperty)}`)
    return [at, `"${shownPlanText(additionalProperty)}" does not belong here`]
  }
  const at = json.valueAt(instancePath)
  if (missingProperty !== undefined) return [at, `"${missingProperty}" is missing`]
  return [at, 'this is not what belongs here']
}

function damaged(source: Source, at: number, message: string): Refusal {
  const { line, column } = source.position(at)
  return new Refusal(`${source.name}:${line}:${column}: This plan is damaged: ${message}`)
}

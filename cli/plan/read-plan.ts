import { readFileSync } from 'node:fs'
import { PLAN_VERSION, type SavedPlan } from '../../src/edit/index.js'
import { environmentError } from '../../src/node/system-error.js'
import { Source } from '../../src/syntax/index.js'
import { Refusal } from '../failure.js'
import { noteInput } from '../inputs.js'
import { type JsonText, JsonTextError, pointerPart, readJsonText } from '../settings/json-text.js'
import { standardInput } from '../standard-input.js'
import { failure } from '../system-failure.js'
import { sealOf } from './seal.js'
import { planValidator } from './validator.generated.js'

/** What ajv leaves on a validator: of its errors only these parts are used. */
interface Violation {
  readonly instancePath: string
  readonly params: { readonly additionalProperty?: string; readonly missingProperty?: string }
}

type Validator = { (value: unknown): boolean; readonly errors?: readonly Violation[] | null }

/**
 * Reads a plan that `writePlan` has written.
 * @param name of the file; `-` is standard input
 * @throws Failure when it can not be read
 * @throws Refusal when it is no plan, or not as it was written
 */
export function readPlan(name: string): SavedPlan {
  return planFrom(
    Source.fromBytes(readBytes(name, 'holds the plan'), name === '-' ? 'standard input' : name),
  )
}

/** The bytes of a file, or of standard input (`-`). @throws Failure */
export function readBytes(name: string, use: 'holds the plan' | 'holds the lines'): Uint8Array {
  noteInput(name === '-' ? '/dev/stdin' : name, use)
  try {
    return name === '-' ? standardInput() : readFileSync(name)
  } catch (error) {
    throw failure(environmentError(error, name), name)
  }
}

/** @throws Refusal */
function planFrom(source: Source): SavedPlan {
  const json = jsonOf(source)
  const { format, version } = Object(json.value) as Readonly<Record<string, unknown>>
  if (format !== 'ecconf plan') throw new Refusal(`${source.name}: This is no plan of ecconf.`)
  if (version !== PLAN_VERSION) {
    throw new Refusal(
      `${source.name}: This plan has version ${JSON.stringify(version)} of its form; this ecconf reads version ${PLAN_VERSION}.`,
    )
  }
  const validate = planValidator() as Validator
  const [violation] = validate(json.value) ? [] : (validate.errors ?? [])
  if (violation !== undefined) throw damaged(source, ...problemOf(violation, json))
  const { seal, ...plan } = json.value as SavedPlan & { readonly seal: string }
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
      `${source.name}:${line}:${column}: This is no plan, or not all of it: ${error.message}`,
    )
  }
}

function problemOf({ instancePath, params }: Violation, json: JsonText): [number, string] {
  const { additionalProperty, missingProperty } = params
  if (additionalProperty !== undefined) {
    const at = json.keyAt(`${instancePath}/${pointerPart(additionalProperty)}`)
    return [at, `"${additionalProperty}" does not belong here`]
  }
  const at = json.valueAt(instancePath)
  if (missingProperty !== undefined) return [at, `"${missingProperty}" is missing`]
  return [at, 'this is not what belongs here']
}

function damaged(source: Source, at: number, message: string): Refusal {
  const { line, column } = source.position(at)
  return new Refusal(`${source.name}:${line}:${column}: This plan is damaged: ${message}`)
}

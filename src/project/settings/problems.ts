import schema from '../../../schemas/settings.json' with { type: 'json' }
import { CODES } from '../../diagnostics/index.js'
import { codesMatching, prefixesOfCodes } from '../../lint/engine/codes.js'
import { parseVersion } from '../../lint/index.js'
import { closest, didYouMean } from '../../schema/suggest/closest.js'
import { isGlob } from './glob.js'
import { type JsonText, pointerPart } from './json-text.js'
import { settingsValidator } from './validator.generated.js'

/** What is wrong in a settings file, and where. */
export interface SettingsProblem {
  /** UTF-16 index into the text. */
  readonly at: number
  readonly message: string
}

/** What ajv leaves on a validator: of its errors only these parts are used. */
interface Violation {
  readonly instancePath: string
  readonly keyword: string
  readonly params: { readonly additionalProperty?: string; readonly allowedValues?: unknown[] }
}

type Validator = { (value: unknown): boolean; readonly errors?: readonly Violation[] | null }

/** What is wrong with the settings that a text holds, in the order of the text. */
export function settingsProblems(json: JsonText): SettingsProblem[] {
  const validate = settingsValidator() as Validator
  const wrong = validate(json.value) ? [] : (validate.errors ?? [])
  const problems = wrong.map((violation) => problemOf(violation, json))
  const places = new Set(problems.map(({ at }) => at))
  const others = contentProblems(json).filter(({ at }) => !places.has(at))
  return [...problems, ...others].sort((a, b) => a.at - b.at)
}

const FIELDS: Readonly<Record<string, { readonly examples: readonly unknown[] }>> =
  schema.properties

function problemOf({ instancePath, keyword, params }: Violation, json: JsonText): SettingsProblem {
  const [, field = '', inner] = instancePath.split('/')
  if (keyword === 'additionalProperties') {
    const name = params.additionalProperty ?? ''
    const at = json.keyAt(`${instancePath}/${pointerPart(name)}`)
    return { at, message: unknownName('setting', name, Object.keys(FIELDS)) }
  }
  const at = json.valueAt(instancePath)
  if (field === '') return { at, message: 'The settings must stand in { }' }
  if (params.allowedValues !== undefined && inner !== undefined) {
    return { at, message: `The severity must be one of ${params.allowedValues.join(', ')}` }
  }
  const example = JSON.stringify(FIELDS[field]?.examples[0])
  const what = inner === undefined ? `"${field}"` : `This part of "${field}"`
  return { at, message: `${what} is no such value as it takes, for example ${example}` }
}

/** What the schema cannot say: which codes there are, and which versions. */
function contentProblems(json: JsonText): SettingsProblem[] {
  const { rules, target, ...others } = Object(json.value) as Readonly<Record<string, unknown>>
  const problems = Object.keys(Object(rules)).flatMap((pattern) => {
    const message = patternProblem(pattern)
    return message === undefined
      ? []
      : [{ at: json.keyAt(`/rules/${pointerPart(pattern)}`), message }]
  })
  for (const field of ['main', 'ignore'] as const) {
    const patterns = textsIn(others[field])
    if (patterns.join('').length > MOST_OF_PATTERNS) {
      const message = `The patterns of "${field}" have more than ${MOST_OF_PATTERNS} characters together`
      problems.push({ at: json.keyAt(`/${field}`), message })
      continue
    }
    for (const [index, pattern] of patterns.entries()) {
      if (isGlob(pattern)) continue
      const message = 'A pattern is too long, or has too many braces inside each other'
      problems.push({ at: json.valueAt(`/${field}/${index}`), message })
    }
  }
  if (typeof target === 'string' && parseVersion(target) === undefined) {
    problems.push({ at: json.valueAt('/target'), message: versionProblem(target) })
  }
  return problems
}

/** How many characters the patterns of a field may have: each path below a folder meets all of them. */
const MOST_OF_PATTERNS = 65_536

/** The patterns of a field; none where the schema finds it wrong. */
function textsIn(patterns: unknown): string[] {
  return Array.isArray(patterns) ? patterns.filter((each) => typeof each === 'string') : []
}

/** Why a code cannot be given another severity; undefined when it can. */
export function patternProblem(pattern: string): string | undefined {
  const codes = codesMatching(pattern)
  if (codes.length === 0) {
    const patterns = prefixesOfCodes().map((prefix) => `${prefix}/*`)
    return unknownName('code', pattern, [...Object.keys(CODES), ...patterns])
  }
  return codes.some((code) => code.startsWith('syntax/'))
    ? `"${pattern}" is always an error: what follows it is read by guess`
    : undefined
}

export function versionProblem(text: string): string {
  return `"${text}" is no version of the product, such as 4.2.28`
}

function unknownName(kind: string, name: string, names: readonly string[]): string {
  const lower = name.toLowerCase()
  const longer = names.filter((each) => each.toLowerCase().startsWith(lower))
  const known = longer.length === 1 ? longer[0] : closest(name, names)?.name
  return `Unknown ${kind} "${name}"${known === undefined ? '' : `. ${didYouMean(known)}`}`
}

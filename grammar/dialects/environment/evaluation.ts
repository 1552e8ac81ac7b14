import type { VariableView } from './variable.js'
import { type WordPart, WordReader } from './words.js'

/** A variable at the end of an environment file. */
export interface EvaluatedVariable {
  readonly name: string
  /**
   * Undefined when it cannot be known without running something, and for a variable that is
   * exported without a value.
   */
  readonly value: string | undefined
  /** Whether programs started later inherit the variable. */
  readonly exported: boolean
}

/**
 * The longest value, in characters: Linux limits a string of the environment to this many bytes.
 */
const LONGEST = 128 * 1024

/** The state of a variable while the file is read. */
interface State {
  value: string | undefined
  exported: boolean
  /** Whether the variable has an unknown value, so that values made from it are unknown too. */
  unknown: boolean
}

/**
 * Evaluates assignments in the order of the text, as a shell that reads the file would, but runs
 * nothing (language spec 9).
 * @param inherited the environment that the file is read in
 */
export function evaluate(
  variables: readonly VariableView[],
  inherited: (name: string) => string | undefined,
): ReadonlyMap<string, EvaluatedVariable> {
  const states = new Map<string, State>()
  const lookUp = (name: string): string | undefined => {
    const state = states.get(name)
    return state?.unknown ? undefined : ((state ? state.value : inherited(name)) ?? '')
  }
  for (const variable of variables) {
    const { name } = variable
    let state = states.get(name)
    if (state === undefined) {
      const value = inherited(name)
      state = { value, exported: value !== undefined, unknown: false }
      states.set(name, state)
    }
    if (variable.behindExport) state.exported = true
    if (!variable.assigns) continue
    state.value = assigned(variable, lookUp)
    state.unknown = state.value === undefined
  }
  const evaluated = new Map<string, EvaluatedVariable>()
  for (const [name, { value, exported }] of states) evaluated.set(name, { name, value, exported })
  return evaluated
}

function assigned(
  variable: VariableView,
  lookUp: (name: string) => string | undefined,
): string | undefined {
  const token = variable.valueToken
  if (token === undefined) return ''
  const word = new WordReader(token.text).read(0)
  return word.obstacle ? undefined : joined(word.parts, lookUp)
}

function joined(
  parts: readonly WordPart[],
  lookUp: (name: string) => string | undefined,
): string | undefined {
  let value = ''
  for (const part of parts) {
    const piece = 'text' in part ? part.text : lookUp(part.variable)
    if (piece === undefined || value.length + piece.length > LONGEST) return undefined
    value += piece
  }
  return value
}

import type { VariableView } from './variable.js'
import { type WordPart, WordReader } from './words.js'

/** A variable as the file leaves it. */
export interface EvaluatedVariable {
  readonly name: string
  /**
   * Undefined where it cannot be known without running something, and where the variable is only
   * exported and has no value.
   */
  readonly value: string | undefined
  /** Whether programs that are started afterwards get it. */
  readonly exported: boolean
}

/** A value is not longer than this: what Linux takes for one string of an environment. */
const LONGEST = 128 * 1024

/** What is known of a variable while the file is read. */
interface State {
  value: string | undefined
  exported: boolean
  /** Whether a value was given that is not known, so that what is made of it is not known either. */
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

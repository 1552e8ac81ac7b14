import type { Definition, Inclusion } from '../model.js'
import type { Effective } from './effective.js'
import type { FallbackStep } from './lookup.js'

/** What kind of text a definition stands in; the later ones are read later. */
export type Layer =
  | 'implicit setting'
  | 'main file'
  | 'included file'
  | 'overlay'
  | 'local changes file'
  | 'change in memory'

/** One definition of an option in the very scope asked about, and what became of it. */
export interface ExplainedDefinition {
  readonly definition: Definition
  readonly layer: Layer
  /** The definition that is read after this one and replaces it; undefined for the winner. */
  readonly shadowedBy: Definition | undefined
  /** In words: `shadowed by 2`, or `wins: read last, overlay, read-only`. */
  readonly reason: string
}

/** Why an option of a scope has the value it has. */
export interface Explanation {
  readonly effective: Effective
  /** Every definition in that very scope, in the order of reading. */
  readonly definitions: readonly ExplainedDefinition[]
  /** The places that are asked next when the scope itself has no value, in order. */
  readonly fallback: readonly FallbackStep[]
  /** The default as configuration text; undefined when none is known. */
  readonly default: string | undefined
}

/** Each of the definitions of one option in one scope, with what became of it. */
export function explainDefinitions(definitions: readonly Definition[]): ExplainedDefinition[] {
  const winner = definitions.at(-1)
  return definitions.map((definition, index) => {
    const layer = layerOf(definition.inclusion)
    if (definition !== winner) {
      const shadowedBy = definitions[index + 1]
      return { definition, layer, shadowedBy, reason: `shadowed by ${index + 2}` }
    }
    const reasons = [definitions.length > 1 ? 'read last' : 'the only definition']
    if (layer !== 'main file' && layer !== 'included file') reasons.push(layer)
    if (definition.inclusion.file.readOnly !== undefined) reasons.push('read-only')
    const reason = `wins: ${reasons.join(', ')}`
    return { definition, layer, shadowedBy: undefined, reason }
  })
}

/** What kind of text an inclusion is. An overlay is what a `readonly_include` takes in. */
function layerOf(inclusion: Inclusion): Layer {
  if (inclusion.file.virtual) return inclusion.order < 0 ? 'implicit setting' : 'change in memory'
  let layer: Layer = inclusion.parent === undefined ? 'main file' : 'included file'
  for (let at: Inclusion | undefined = inclusion; at !== undefined; at = at.parent) {
    if (at.localChanges !== undefined) return 'local changes file'
    if (at.statement?.readOnly) layer = 'overlay'
  }
  return layer
}

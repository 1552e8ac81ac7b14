import type { Definition, Inclusion } from '../model.js'
import type { Effective } from './effective.js'
import type { FallbackStep } from './lookup.js'

/** The kind of text with a definition, in the order of reading. */
export type Layer =
  | 'implicit setting'
  | 'main file'
  | 'included file'
  | 'overlay'
  | 'local changes file'
  | 'change in memory'

/** A definition of an option in a scope, and whether it is effective. */
export interface ExplainedDefinition {
  readonly definition: Definition
  readonly layer: Layer
  /** The later definition that replaces this one; undefined for the effective one. */
  readonly shadowedBy: Definition | undefined
  /** The reason in words: `shadowed by 2`, or `wins: read last, overlay, read-only`. */
  readonly reason: string
}

/** Why an option of a scope has its value. */
export interface Explanation {
  readonly effective: Effective
  /** All definitions in the scope itself, in the order of reading. */
  readonly definitions: readonly ExplainedDefinition[]
  /**
   * The places to search after the scope itself, in order. The first is that of the scope when other
   * scopes there match its instance and have a value: regular expressions, networks.
   */
  readonly fallback: readonly FallbackStep[]
  /** The default as configuration text; undefined when unknown. */
  readonly default: string | undefined
}

/** Explains each definition of an option in a scope. */
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

/** The kind of text of an inclusion; an overlay is a text included by `readonly_include`. */
export function layerOf(inclusion: Inclusion): Layer {
  if (inclusion.file.virtual) return inclusion.order < 0 ? 'implicit setting' : 'change in memory'
  let layer: Layer = inclusion.parent === undefined ? 'main file' : 'included file'
  for (let at: Inclusion | undefined = inclusion; at !== undefined; at = at.parent) {
    if (at.localChanges !== undefined) return 'local changes file'
    if (at.statement?.readOnly) layer = 'overlay'
  }
  return layer
}

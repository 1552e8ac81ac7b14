import type { ErrorObject } from 'ajv/dist/2020.js'
import type { Configuration, Definition, Inclusion, Scope } from '../../config/index.js'
import { displayStep } from '../../config/index.js'
import { keysOf, partAt } from '../../schema/site/index.js'
import type { Range } from '../../syntax/index.js'
import { quoted } from '../names/words.js'

/** Where the configuration defines a part of its JSON document. */
export interface InstancePlace extends Range {
  readonly inclusion: Inclusion
  /** What the place defines, to begin a sentence: `Option "Max_Retries" of Domain "x"`. */
  readonly subject: string
}

/** The place of an ajv error, whose path leads into the document that `dumpJson` makes. */
export function instancePlace(
  configuration: Configuration,
  { instancePath, keyword, params }: ErrorObject,
): InstancePlace {
  const path = keysOf(instancePath)
  // An error about an extra property has the path of the object, so the property is added.
  const named: unknown = params.additionalProperty ?? params.unevaluatedProperty
  if (keyword.endsWith('Properties') && typeof named === 'string') path.push(named)
  return scopePlace(configuration, configuration.root, path)
}

function scopePlace(
  configuration: Configuration,
  scope: Scope,
  [key, ...rest]: readonly string[],
): InstancePlace {
  if (key === undefined) return stanzaPlace(configuration, scope, false)
  if (key === '$name') return stanzaPlace(configuration, scope, true)
  const instances = scope.scopes.filter(({ name }) => name.toLowerCase() === key)
  const definition = scope.options.get(key.replace(/^\$option:/, ''))?.at(-1)
  if (definition !== undefined && (key.startsWith('$option:') || instances.length === 0)) {
    return valuePlace(scope, definition, rest)
  }
  const [index = '', ...inside] = rest
  const isArray = instances.length > 1 || instances[0]?.instance !== undefined
  const instance = isArray ? instances[Number(index)] : instances[0]
  if (instance === undefined) {
    return stanzaPlace(configuration, instances[0] ?? scope, false)
  }
  return scopePlace(configuration, instance, isArray ? inside : rest)
}

/** The head of a scope's last stanza; for Global the beginning of the main file. */
function stanzaPlace({ main }: Configuration, scope: Scope, instance: boolean): InstancePlace {
  const stanza = scope.stanzas.at(-1)
  if (stanza === undefined) {
    return { inclusion: main.inclusions[0] as Inclusion, start: 0, end: 0, subject: 'Global' }
  }
  const { inclusion, node } = stanza
  const { start, end } = instance ? (node.instance ?? node.nameToken) : node.nameToken
  return { inclusion, start, end, subject: scopeName(scope) }
}

function valuePlace(
  scope: Scope,
  { inclusion, name, value }: Definition,
  path: readonly string[],
): InstancePlace {
  const at = partAt(value, path)
  const of = scope.parent === undefined ? '' : ` of ${scopeName(scope)}`
  const subject = `Option ${quoted(name)}${of}`
  return { inclusion, start: at.start, end: at.end, subject }
}

function scopeName(scope: Scope): string {
  const step = scope.path.at(-1)
  return step === undefined ? 'Global' : displayStep(step)
}

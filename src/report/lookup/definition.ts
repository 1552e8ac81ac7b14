import {
  type Configuration,
  type Definition,
  type NamedOption,
  type Stanza,
  valueText,
} from '../../config/index.js'
import { optionName } from '../../config/lookup/option-name.js'
import type { Position } from '../../syntax/index.js'
import { type InclusionPlace, inclusionPlace } from '../files/inclusion-place.js'
import { visible } from '../layout/visible.js'

/** A place in a file; line and column are 1-based, the column in code points. */
export interface Place extends Position {
  readonly file: string
}

/** The place of a definition, at the name of the option. */
export function definitionPlace(definition: Definition): Place {
  const { file } = definition.inclusion
  return { file: file.name, ...file.document.source.position(definition.node.start) }
}

/** The place of a stanza, at the name of the scope. */
export function stanzaPlace({ inclusion, node }: Stanza): Place {
  const { file } = inclusion
  return { file: file.name, ...file.document.source.position(node.start) }
}

export function placeText({ file, line, column }: Place): string {
  return `${visible(file)}:${line}:${column}`
}

/** A value as written, on one line, with its secrets masked on request. */
export function shortValue(
  option: NamedOption,
  definition: Definition,
  maskSecrets: boolean,
): string {
  return valueText(option, definition.value, { maskSecrets }).replace(/\s+/g, ' ')
}

/** The inclusions that lead to a definition, the nearest first: `eccluster.conf:44`. */
export function includedFrom(definition: Pick<Definition, 'inclusion'>): InclusionPlace[] {
  const chain: InclusionPlace[] = []
  let { inclusion } = definition
  while (inclusion.parent !== undefined && inclusion.statement !== undefined) {
    chain.push(inclusionPlace(inclusion) as InclusionPlace)
    inclusion = inclusion.parent
  }
  return chain
}

/** The type and the registered spelling of an option at a scope path. */
export function namedOption(
  configuration: Configuration,
  path: Parameters<Configuration['get']>[0],
  option: string,
): NamedOption {
  const type = configuration.optionType(path, option)
  return { name: optionName(type, configuration.get(path, option)?.name ?? option), type }
}

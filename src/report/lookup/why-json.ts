import {
  type Configuration,
  type Definition,
  displayScope,
  type Explanation,
  type ScopePath,
} from '../../config/index.js'
import { definitionPlace, includedFrom, namedOption } from './definition.js'
import { valueJson } from './value-json.js'

/** All definitions of an option, the effective one, and the fallback, as data. */
export function whyJson(
  configuration: Configuration,
  path: ScopePath,
  option: string,
  explanation: Explanation,
  { maskSecrets }: { readonly maskSecrets: boolean },
): unknown {
  const named = namedOption(configuration, path, option)
  const { effective, definitions, fallback, default: defaultText } = explanation
  const textOf = ({ value }: Definition) => valueJson(named, value, maskSecrets).text
  return {
    scope: displayScope(path),
    option: named.name,
    origin: effective.origin,
    value: effective.value ? valueJson(named, effective.value, maskSecrets).value : null,
    definitions: definitions.map(({ definition, layer, shadowedBy, reason }) => ({
      ...definitionPlace(definition),
      text: textOf(definition),
      layer,
      wins: shadowedBy === undefined,
      reason,
      includedFrom: includedFrom(definition),
    })),
    fallback: fallback.map(({ path: step, scopes }) => ({
      scope: displayScope(step),
      definitions: scopes.flatMap(({ scope, definition }) =>
        definition === undefined
          ? []
          : [
              {
                scope: displayScope(scope.path),
                ...definitionPlace(definition),
                text: textOf(definition),
              },
            ],
      ),
    })),
    default: defaultText ?? null,
  }
}

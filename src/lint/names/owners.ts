import { listed } from '../../diagnostics/index.js'
import type { Registry, ScopeType } from '../../schema/types.js'
import type { Kind } from './name-meaning.js'
import { parentsOf } from './parents.js'

/** How many kinds of scope a message names at most. */
const MOST_NAMED = 6

/** Where a name belongs: `an outbound option of Global, Domain and Binding`. */
export function describeOwners(kind: Kind, name: string, registry: Registry): string {
  if (kind === 'scope') return `a scope of ${places(parentsOf(name, registry), registry)}`
  const scopes = registry.scopesWithOption(name)
  const outbound = scopes.some(
    ({ options }) => options.get(name.toLowerCase())?.fallback === 'outbound',
  )
  return `${outbound ? 'an outbound option' : 'an option'} of ${places(scopes, registry)}`
}

/** The names of kinds of scope; if there are many, the number of the others. */
function places(scopes: readonly ScopeType[], registry: Registry): string {
  const isModule = ({ id }: ScopeType) =>
    registry.scopesNamed(id.split('/', 1)[0] as string).some(({ module }) => module)
  const core = distinct(scopes.filter((scope) => !isModule(scope)))
  const modules = distinct(scopes.filter(isModule))
  const named = core.length > MOST_NAMED ? core.slice(0, MOST_NAMED - 1) : core
  const others = core.length - named.length
  const fit = named.length + modules.length <= MOST_NAMED
  return listed([
    ...named,
    ...(others > 0 ? [`${others} other scopes`] : []),
    ...(fit ? modules : [`${modules.length} modules`]),
  ])
}

function distinct(scopes: readonly ScopeType[]): string[] {
  return [...new Set(scopes.map(({ display }) => display))]
}

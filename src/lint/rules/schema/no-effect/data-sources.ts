import type { Scope } from '../../../../config/index.js'
import { isOn } from '../../../values/switches.js'
import { definedOf, type Idle } from './idle.js'

/** Options for the cache of a data source that has no cache (runtime spec 2.3). */
export function* dataSources(root: Scope): IterableIterator<Idle> {
  for (const source of root.scopesNamed('datasource')) {
    const [noCache] = definedOf(source, ['no_cache'])
    if (!isOn(noCache?.value)) continue
    for (const definition of definedOf(source, ['cache_life', 'cache_size'])) {
      const why = `with ${noCache?.name} on`
      yield { definition, why, instead: 'Remove one of them.' }
    }
  }
}

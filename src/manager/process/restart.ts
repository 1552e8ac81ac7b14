import { type Configuration, optionName, type ScopePath } from '../../config/index.js'
import { pathWords } from '../../console/index.js'
import type { ScopeType } from '../../schema/types.js'
import type { LiveChange } from '../live/index.js'

/** The options of a change that take effect only when the manager is started again, each once. */
export function restartOptions({ before, after, changes }: LiveChange): readonly string[] {
  if (changes.length === 0) return changedOptions(before, after)
  const names = changes.flatMap(({ change: { path, option } }) => {
    const type = option === undefined ? undefined : after.optionType(path, option)
    if (option === undefined || type?.nonDynamic !== true) return []
    return [nameOf(path, optionName(type, option))]
  })
  return [...new Set(names)]
}

/** The changed options of Global, and of scopes of which there is one: a process starts with these. */
function changedOptions(before: Configuration, after: Configuration): readonly string[] {
  const { global } = after.registry
  const inside = [...global.scopes.values()].filter(({ instance }) => instance === 'anonymous')
  return [
    changedIn([], global),
    ...inside.map((type) => changedIn([{ name: type.display }], type)),
  ].flat()

  function changedIn(path: ScopePath, type: ScopeType): string[] {
    return [...type.options.values()]
      .filter(({ nonDynamic, aliasOf }) => nonDynamic === true && aliasOf === undefined)
      .filter(({ name }) => valueIn(before, path, name) !== valueIn(after, path, name))
      .map(({ display }) => nameOf(path, display))
  }
}

function valueIn(configuration: Configuration, path: ScopePath, option: string): string {
  return configuration.eval(path, option).value?.text ?? ''
}

function nameOf(path: ScopePath, option: string): string {
  return pathWords(path, option).join(' ')
}

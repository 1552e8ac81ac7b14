import type { Definition, Scope } from '../../../config/index.js'
import { diagnostic, fix } from '../../../diagnostics/index.js'
import { didYouMean } from '../../../schema/suggest/closest.js'
import type { ScalarView } from '../../../syntax/index.js'
import { isComplete } from '../../engine/complete.js'
import type { ConfigurationRule } from '../../engine/rule.js'
import { closestAmong } from '../../names/closest-names.js'
import { quoted } from '../../names/words.js'

/**
 * A log for the manager whose path is one slip of typing away from a path in the cluster's `logs`
 * that no module writes. The manager collects only the listed paths (runtime spec 5).
 */
export const unlistedLog: ConfigurationRule = {
  codes: ['reference/undefined'],
  about: ['cluster'],
  *check(configuration) {
    const { root } = configuration
    const listed = listedLogs(root)
    if (listed.size === 0 || !isComplete(configuration)) return
    const written = [...writtenLogs(root)]
    const unlisted = written.filter(({ path }) => !listed.has(path))
    if (unlisted.length === 0) return
    for (const { path } of written) listed.delete(path)
    const names = closestAmong([...listed.keys()])
    for (const { path, start, definition } of unlisted) {
      const meant = names.to(path)?.name
      const entry = meant === undefined ? undefined : listed.get(meant)
      if (meant === undefined || entry === undefined) continue
      const { inclusion, name } = definition
      const { file } = inclusion
      const end = start + path.length
      yield diagnostic(
        'reference/undefined',
        { file: file.name, start, end },
        `Option ${quoted(name)} writes ${quoted(path)}, which "logs" of cluster does not list`,
        {
          detail: `${didYouMean(meant)} Otherwise the manager does not collect this log.`,
          related: [{ ...entry, note: 'nothing writes this one' }],
          fixes: [fix(`Write "${meant}"`, 'unsafe', file.name, [{ start, end, text: meant }])],
        },
      )
    }
  },
}

/** The paths that `logs` of the cluster lists, with their ranges in the text. */
function listedLogs(root: Scope): Map<string, { file: string; start: number; end: number }> {
  const definition = root.child('cluster')?.options.get('logs')?.at(-1)
  const value = definition?.value
  const paths = new Map<string, { file: string; start: number; end: number }>()
  if (definition === undefined || value?.type !== 'dictionary') return paths
  for (const entry of value.entries) {
    if (entry.value?.type !== 'scalar') continue
    const { start, end } = entry.value
    paths.set(entry.value.value, { file: definition.inclusion.file.name, start, end })
  }
  return paths
}

/** The paths in `cluster://PATH=>SUBSCRIBER` values of modules. */
function* writtenLogs(
  root: Scope,
): IterableIterator<{ path: string; start: number; definition: Definition }> {
  for (const scope of root.scopes) {
    if (!scope.type?.module) continue
    for (const definitions of scope.options.values()) {
      const definition = definitions.at(-1) as Definition
      const { value } = definition
      if (value.type !== 'scalar') continue
      const path = /^cluster:\/\/([^\s?=\\]+)/.exec(value.value)?.[1]
      if (path !== undefined) yield { path, start: startOfPath(value), definition }
    }
  }
}

function startOfPath({ start, quoted }: ScalarView): number {
  return start + (quoted ? 1 : 0) + 'cluster://'.length
}

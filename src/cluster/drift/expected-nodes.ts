import type { Configuration } from '../../config/index.js'
import type { DriftNode } from './drift.js'

const MSGC_SERVER = [{ name: 'msgc_server' }] as const

/** The nodes that a manager's configuration names as peers of its message bus (language spec 10.2). */
export function expectedNodes(configuration: Configuration): readonly DriftNode[] {
  const definition = configuration.written(MSGC_SERVER, 'peers')
  if (definition?.value.type !== 'dictionary') return []
  const { productPath, document } = definition.inclusion.file
  return definition.value.entries.map(({ key, start }) => ({
    name: key,
    file: productPath,
    line: document.source.lineAt(start),
  }))
}

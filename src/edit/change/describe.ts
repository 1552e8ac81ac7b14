import { type ConfigFile, displayScope, type ScopePath } from '../../config/index.js'
import type { NodeView } from '../../syntax/index.js'

/** An option for people: `Datasource "ecdb" uri`; for a global option only the name. */
export function describeOption(path: ScopePath, option: string): string {
  return path.length === 0 ? option : `${displayScope(path)} ${option}`
}

/** File and line of a node: `conf/eccluster.conf:22`. */
export function fileAndLine(file: ConfigFile, node: Pick<NodeView, 'start'>): string {
  return `${file.name}:${file.document.source.lineAt(node.start)}`
}

import {
  type ConfigFile,
  displayScope,
  type ReadOnlyReason,
  type ScopePath,
} from '../../config/index.js'
import { statementPlace } from '../../config/loading/include-chain.js'
import type { NodeView } from '../../syntax/index.js'

/** An option for people: `Datasource "ecdb" uri`; for a global option only the name. */
export function describeOption(path: ScopePath, option: string): string {
  return path.length === 0 ? option : `${displayScope(path)} ${option}`
}

/** File and line of a node: `conf/eccluster.conf:22`. */
export function placeOf(file: ConfigFile, node: Pick<NodeView, 'start'>): string {
  return `${file.name}:${file.document.source.lineAt(node.start)}`
}

/** Why a file must not be written, in words that follow its name in parentheses. */
export function describeReadOnly(reason: ReadOnlyReason): string {
  switch (reason.kind) {
    case 'readonly_include': {
      const place = statementPlace(reason.by)
      return place === undefined
        ? 'readonly_include'
        : `readonly_include in ${place.file}:${place.line}`
    }
    case 'included twice': {
      const places = reason.by.flatMap((inclusion) => {
        const place = statementPlace(inclusion)
        return place === undefined ? [] : [`${place.file}:${place.line}`]
      })
      return `included more than once: ${[...new Set(places)].join(', ')}`
    }
    case 'uri':
      return `it comes from a ${reason.scheme}:// address`
    case 'outside sysroot':
      return 'it lies outside of the sysroot'
    case 'not writable':
      return 'no permission to write it'
  }
}

import type { Document } from '../../../grammar/index.js'
import { OptionView, ScopeView } from '../../syntax/index.js'

/** The option `nodename` of the scope `cluster`, if this very text sets it. */
export function clusterNodeName(document: Document): string | undefined {
  let name: string | undefined
  for (const scope of document.root.eachItem()) {
    if (!(scope instanceof ScopeView) || scope.name.toLowerCase() !== 'cluster') continue
    for (const option of scope.eachItem()) {
      if (!(option instanceof OptionView) || option.name.toLowerCase() !== 'nodename') continue
      if (option.value?.type === 'scalar') name = option.value.value
    }
  }
  return name || undefined
}

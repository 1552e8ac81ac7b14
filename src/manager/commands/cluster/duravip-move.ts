import type { ManagerEnd } from '../../../cluster/manager-end/index.js'
import { ConsoleError } from '../../../console/index.js'
import { visible } from '../../../report/index.js'
import { MESSAGES } from '../../messages.js'
import { nearMembers } from './named-member.js'

/**
 * The hosts in `cluster duravip move ADDR to HOST` and `cluster duravip move FROM TO`: a name that is
 * no member's leaves the address nowhere, and the full name of a host is not the node name where that is
 * the short one (runtime spec 4).
 * @param text of the command for the nodes
 * @throws ConsoleError when a host is no member
 */
export function checkDuravipMove(text: string, cluster: ManagerEnd): void {
  for (const host of movedTo(text)) {
    if (cluster.membership.node(host) !== undefined) continue
    const lines = [MESSAGES.noMember(visible(host)), ...nearMembers(host, cluster)]
    throw new ConsoleError(lines.join('\n'))
  }
}

function movedTo(text: string): readonly string[] {
  const words = text.trim().split(/\s+/)
  const [first, second, third, from, to, host] = words.map((word) => word.replace(/^"(.*)"$/, '$1'))
  const name = [first, second, third].join(' ').toLowerCase()
  if (name !== 'cluster duravip move' || from === undefined || to === undefined) return []
  if (to.toLowerCase() === 'to') return host === undefined ? [] : [host]
  return [from, to]
}

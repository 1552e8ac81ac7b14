import type { ManagerEnd } from '../../../cluster/manager-end/index.js'
import { isSameHost } from '../../../cluster/membership/index.js'
import { ConsoleError } from '../../../console/index.js'
import { visible } from '../../../report/index.js'
import { closest, didYouMean } from '../../../schema/suggest/closest.js'
import { MESSAGES } from '../../messages.js'

/** @throws ConsoleError for a node that is not there */
export function checkNode(name: string, cluster: ManagerEnd): void {
  const { membership } = cluster
  if (membership.node(name) !== undefined) return
  const isExpected = membership.expected.some((node) => sameName(node.name, name))
  const shown = visible(name)
  if (isExpected) throw new ConsoleError(MESSAGES.notConnected(shown))
  throw new ConsoleError([MESSAGES.unknownNode(shown), ...nearMembers(name, cluster)].join('\n'))
}

/** @throws ConsoleError for a subcluster that no file and no node names */
export function checkSubcluster(name: string, { membership }: ManagerEnd): void {
  const { subclusters } = membership
  if (subclusters.has(name.toLowerCase())) return
  const near = closest(name, subclusters)
  const hint = near === undefined ? [] : [didYouMean(visible(near.name))]
  throw new ConsoleError([MESSAGES.unknownSubcluster(visible(name)), ...hint].join('\n'))
}

/**
 * The member that may be meant by a name that is none's, as a sentence: its short or its long form,
 * or a slip of the finger.
 */
export function nearMembers(name: string, { membership }: ManagerEnd): readonly string[] {
  const names = membership.present.map((member) => member.name)
  const same = names.filter((each) => isSameHost(each, name))
  if (same.length > 0) return [didYouMean(...same.slice(0, 3).map(visible))]
  const near = closest(name, names)
  return near === undefined ? [] : [didYouMean(visible(near.name))]
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

import { type Configuration, displayScope } from '../../config/index.js'
import type { Refusal } from '../change/change-set.js'
import { describeOption, fileAndLine } from '../change/describe.js'
import { type Difference, differences, isEffective } from '../diff/differences.js'
import { type Found, findAll } from './found.js'
import { layLast, withEdits } from './layout.js'
import * as refusals from './refusals.js'

/**
 * Refuses when overlays are read in another order than the given one, with another effect.
 * @param after the configuration with all of them
 */
export async function orderProblem(
  after: Configuration,
  found: readonly Found[],
): Promise<Refusal | undefined> {
  const now = await findAll(
    after,
    found.map(({ overlay }) => overlay),
  )
  if (now.some(({ statements }) => statements.length === 0)) return undefined
  const read = [...now].sort((a, b) => startOf(a) - startOf(b))
  if (read.every((each, index) => each === now[index])) return undefined
  const ideal = await withEdits(after, layLast(after.main, now))
  const [difference] = differences(after, ideal).filter(isEffective)
  if (difference === undefined) return undefined
  const names = (each: readonly Found[]) => each.map(({ overlay }) => overlay.target.name)
  return refusals.wrongOrder(after.main, names(read), names(now), consequence(difference))
}

function startOf({ statements }: Found): number {
  return statements.at(-1)?.start ?? 0
}

/** The effect of the order, as a clause. */
function consequence(difference: Difference): string {
  const { path } = difference
  if (difference.kind === 'option' && difference.before && difference.after) {
    const [wins, loses] = [difference.before, difference.after].map(({ inclusion, node }) =>
      fileAndLine(inclusion.file, node),
    )
    return `${wins} wins over ${loses} for ${describeOption(path, difference.option)}`
  }
  if (difference.kind === 'order' && difference.next !== undefined) {
    return `${displayScope(path)} is to come before ${displayScope(difference.next)}`
  }
  return `${displayScope(path)} is to come last`
}

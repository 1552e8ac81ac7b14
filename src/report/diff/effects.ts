import { displayScope, restartOfScope } from '../../config/index.js'
import type { Comparison, Difference } from '../../edit/index.js'
import type { Showing } from '../layout/showing.js'
import { visible } from '../layout/visible.js'
import { diffText } from './text.js'

/**
 * The changes in effect, and whether they need a restart.
 * @param isNamed whether to name the main file
 */
export function effectsText(
  comparison: Comparison,
  showing: Showing,
  { isNamed }: { readonly isNamed: boolean },
): string {
  const { before, effective } = comparison
  const { colours } = showing
  const where = isNamed ? `In effect in ${before.main.name}` : 'In effect'
  if (effective.length === 0) return `${where}: nothing changes.\n`
  const text = diffText({ ...comparison, differences: effective }, showing)
  const restart = restartText(effective)
  const otherwise = effective.some((each) => needsRestart(each) === null) ? 'unknown' : 'no'
  const needed = restart === '' ? otherwise : `${colours.yellow('needed')} for ${restart}`
  return `${colours.bold(`${where}:`)}\n${text}restart ${needed}\n`
}

/** Whether a difference takes effect only after a restart; null when that is not known. */
export function needsRestart(each: Difference): boolean | null {
  if (each.kind === 'option') return each.type?.restart ?? null
  return each.kind === 'scope' ? restartOfScope(each.scope) : null
}

function nameOf(each: Difference): string {
  if (each.kind !== 'option') return displayScope(each.path)
  return `${each.path.length === 0 ? '' : `${displayScope(each.path)} `}${each.option}`
}

/** How many options are named. */
const NAMED = 5

/** The options that take effect only after a restart; empty when there are none. */
function restartText(all: readonly Difference[]): string {
  const options = all.flatMap((each) => (needsRestart(each) === true ? [nameOf(each)] : []))
  const more = options.length - NAMED
  return visible(options.slice(0, NAMED).join(', ')) + (more > 0 ? ` and ${more} more` : '')
}

import type { LintOptions } from '../../lint/index.js'
import type { Judging } from '../../manager/live/index.js'
import { siteKnowledge, withTarget } from '../../project/site-knowledge.js'

export interface ChangeOptionsGiven extends Pick<Judging, 'settings'> {
  /** The version of the product that the node runs; by default what the settings say. */
  readonly target?: string | undefined
}

/** How changes of a node are judged, by the settings as they are now. @throws Failure */
export async function changeOptions(
  main: string,
  { settings, target }: ChangeOptionsGiven,
): Promise<LintOptions> {
  const { knowledge } = await siteKnowledge(main, settings)
  const options = knowledge === undefined ? {} : { rules: knowledge.rules }
  return withTarget({ ...options, ...(target !== undefined && { target }) }, knowledge)
}

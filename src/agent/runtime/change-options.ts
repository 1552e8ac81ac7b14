import type { LintOptions } from '../../lint/index.js'
import type { Judging } from '../../manager/live/index.js'
import { siteKnowledge, withTarget } from '../../project/site-knowledge.js'

/** How changes of a node are judged, by the settings as they are now. @throws Failure */
export async function changeOptions(
  main: string,
  { settings, target }: Pick<Judging, 'settings' | 'target'> = {},
): Promise<LintOptions> {
  const { knowledge } = await siteKnowledge(main, settings, target)
  return withTarget(knowledge && { rules: knowledge.rules }, knowledge)
}

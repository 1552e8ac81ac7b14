import type { Configuration } from '../../src/config/index.js'
import {
  bindPlan,
  type ChangeSet,
  NO_CHANGES,
  resultTexts,
  type SavedPlan,
} from '../../src/edit/index.js'
import { Refusal } from '../../src/project/failure.js'
import { staleText, visible } from '../../src/report/index.js'
import { withoutSecrets } from '../../src/schema/secrets/shapes.js'
import { planAgain } from '../plan/stale.js'
import { unfit } from '../plan/unfit.js'

/** What a plan would do. */
export interface Planned {
  readonly changeSet: ChangeSet
  /** The configuration with its edits. */
  readonly after: Configuration
}

/**
 * What a plan does to a configuration; nothing when that was done already.
 * @param name of the plan's file
 * @throws Refusal when it cannot be carried out as things are
 */
export async function planned(
  name: string,
  plan: SavedPlan,
  configuration: Configuration,
): Promise<Planned> {
  const bound = await bindPlan(plan, configuration)
  switch (bound.kind) {
    case 'fits': {
      const { changeSet } = bound
      const texts = [...resultTexts(changeSet, configuration)]
      const after = await configuration.withTexts(
        new Map(texts.map(([path, text]) => [path, text.after])),
      )
      return { changeSet, after }
    }
    case 'applied':
      return { changeSet: NO_CHANGES, after: configuration }
    case 'stale':
      throw new Refusal(staleText(name, bound.files, await planAgain(plan, configuration)))
    case 'refused':
      throw new Refusal(
        bound.changeSet.refusals
          .map(({ summary, detail }) => `${shown(summary)}\n  ${shown(detail)}`)
          .join('\n'),
      )
    default:
      throw unfit(name, bound)
  }
}

function shown(text: string): string {
  return visible(withoutSecrets(text))
}

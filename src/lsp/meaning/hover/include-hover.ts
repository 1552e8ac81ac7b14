import { inclusionText } from '../../../report/index.js'
import type { FileSnapshot } from '../../workspace/snapshot.js'
import type { IncludePlace } from '../place/text-place.js'
import { blocksOfTargets, type OfTarget } from '../shown/main-name.js'
import type { PlainBlock } from '../shown/markup.js'

/** The files that an include takes in, and whether they may be written. */
export function includeBlocks(
  { within }: FileSnapshot,
  { view }: IncludePlace,
): readonly PlainBlock[] {
  const texts = within.map(({ target, file }): OfTarget => {
    const { inclusions } = target.configuration
    const its = inclusions.filter(
      ({ parent, statement }) => parent?.file === file && statement?.index === view.index,
    )
    const lines = new Set(its.map((each) => `${each.file.name}: ${inclusionText(each)}`))
    return { target, text: lines.size === 0 ? 'takes in no file' : [...lines].join('\n') }
  })
  return blocksOfTargets(texts)
}

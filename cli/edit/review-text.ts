import { displayScope } from '../../src/config/index.js'
import { type Difference, differences, isEffective } from '../../src/edit/index.js'
import { changedFiles } from '../../src/project/changes/changed-files.js'
import type { Review } from '../../src/project/edit/review.js'
import { formChanges } from '../../src/project/edit/text-form.js'
import { renderPretty, renderUnifiedDiff, visible } from '../../src/report/index.js'
import { applyEdits } from '../../src/syntax/index.js'
import { diffText } from '../diff/diff-text.js'
import { type Looks, palette } from '../terminal.js'
import { reportTexts } from '../texts.js'

interface Showing {
  readonly looks: Looks
  readonly maskSecrets: boolean
}

/** What an edit brings: findings, the diff, what changes in effect, whether a restart is needed. */
export function reviewText(review: Review, { looks, maskSecrets }: Showing): string {
  const { changeSet, findings, sides, syntaxErrors } = review
  const colours = palette(looks)
  const before = sides.map(([each]) => each)
  const after = sides.map(([, each]) => each)
  const files = before.flatMap((each) => each.files)
  const width = looks.width === undefined ? {} : { width: looks.width }
  const found = renderPretty(findings, reportTexts(after, { maskSecrets }), {
    palette: colours,
    ...width,
  })
  const diff = renderUnifiedDiff(changedFiles(changeSet, { files }, { maskSecrets }), colours)
  const notes = changeSet.edits.flatMap(({ name, path, edits }) => {
    const text = files.find((file) => file.path === path)?.document.source.text ?? ''
    return formChanges(text, applyEdits(text, edits)).map((each) => `${name}: ${each}`)
  })
  const effects =
    syntaxErrors > 0
      ? ['What changes in effect is not known while there are errors of syntax.\n']
      : sides.map((side) => effectText(side, { maskSecrets, looks }, sides.length > 1))
  return [found, diff, notes.map((line) => `${line}\n`).join(''), ...effects]
    .filter((part) => part !== '')
    .join('\n')
}

/** What changes in effect, and whether that needs a restart. @param isNamed say in which main file */
export function effectText(
  [before, after]: Review['sides'][number],
  { maskSecrets, looks }: Showing,
  isNamed: boolean,
): string {
  const colours = palette(looks)
  const all = differences(before, after).filter(isEffective)
  const where = isNamed ? `In effect in ${before.main.name}` : 'In effect'
  if (all.length === 0) return `${where}: nothing changes.\n`
  const text = diffText(all, [before, after], { maskSecrets, all: false, colours })
  const restart = restartText(all)
  const needed = restart === '' ? 'no' : `${colours.yellow('needed')} for ${restart}`
  return `${colours.bold(`${where}:`)}\n${text}restart ${needed}\n`
}

/** How many options are named. */
const NAMED = 5

/** The options that the product takes over only when it starts; empty when there are none. */
function restartText(all: readonly Difference[]): string {
  const options = all.flatMap((each) =>
    each.kind === 'option' && each.type?.nonDynamic === true
      ? [`${each.path.length === 0 ? '' : `${displayScope(each.path)} `}${each.option}`]
      : [],
  )
  const more = options.length - NAMED
  return visible(options.slice(0, NAMED).join(', ')) + (more > 0 ? ` and ${more} more` : '')
}

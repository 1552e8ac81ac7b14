import { compare } from '../../src/edit/index.js'
import type { Review } from '../../src/project/edit/review.js'
import { formChanges } from '../../src/project/edit/text-form.js'
import {
  changedFiles,
  effectsText,
  maskNotes,
  renderPretty,
  renderUnifiedDiff,
  reportTexts,
  type Showing,
  visible,
} from '../../src/report/index.js'
import { withoutSecrets } from '../../src/schema/secrets/shapes.js'
import { applyEdits } from '../../src/syntax/index.js'

/**
 * What an edit brings: findings, the diff, what changes in effect, whether a restart is needed.
 * @param said what is to be known of the files
 */
export function reviewText(review: Review, said: readonly string[], showing: Showing): string {
  const { changeSet, findings, sides, syntaxErrors } = review
  const { maskSecrets, colours } = showing
  const before = sides.map(([each]) => each)
  const after = sides.map(([, each]) => each)
  const files = before.flatMap((each) => each.files)
  const found = renderPretty(findings, reportTexts(after, { maskSecrets }), showing)
  const changed = changedFiles(changeSet, { files }, { maskSecrets })
  const diff = renderUnifiedDiff(changed, colours)
  const forms = changeSet.edits.flatMap(({ name, path, edits }) => {
    const text = files.find((file) => file.path === path)?.document.source.text ?? ''
    return formChanges(text, applyEdits(text, edits)).map((each) => `${name}: ${each}`)
  })
  const effects =
    syntaxErrors > 0
      ? ['What changes in effect is not known while there are errors of syntax.\n']
      : sides.map((side) => effectsText(compare(...side), showing, { isNamed: sides.length > 1 }))
  const notes = [...said, ...maskNotes(changed), ...forms].map(
    (line) => `${visible(maskSecrets ? withoutSecrets(line) : line)}\n`,
  )
  return [found, diff, notes.join(''), ...effects].filter((part) => part !== '').join('\n')
}

import type { Rollback } from '../../src/project/past/rollback.js'
import { whenText } from '../../src/project/past/when-text.js'
import { renderPretty, visible } from '../../src/report/index.js'
import { withoutSecrets } from '../../src/schema/secret-shapes.js'
import { effectText } from '../edit/review-text.js'
import { type Looks, palette } from '../terminal.js'
import { reportTexts } from '../texts.js'

/** What is taken back, from which files, and what that does: what is read before the diff. */
export function rollbackText(
  rollback: Rollback,
  { looks, maskSecrets }: { readonly looks: Looks; readonly maskSecrets: boolean },
): string {
  const { entry, after, findings } = rollback
  const { number, command, user, when, message } = entry
  const colours = palette(looks)
  const what = visible(`Take back change ${number}   ${command} by ${user}, ${whenText(when)}`)
  const head = [
    colours.bold(what),
    '',
    ...(message === undefined
      ? []
      : [`  why     ${visible(maskSecrets ? withoutSecrets(message) : message)}`]),
    ...filesText(rollback),
    '',
  ]
  const texts = reportTexts(after === undefined ? [] : [after], { maskSecrets })
  const width = looks.width === undefined ? {} : { width: looks.width }
  const found = renderPretty(findings, texts, { palette: colours, ...width })
  return [`${head.join('\n')}\n`, found, effects(rollback, { looks, maskSecrets })]
    .filter((part) => part !== '')
    .map((part) => (part.endsWith('\n\n') ? part : `${part}\n`))
    .join('')
}

function filesText({ entry, changeSet }: Rollback): string[] {
  return changeSet.edits.map(({ name, path, create, remove, edits }, index) => {
    const whole = entry.files.find((file) => file.path === path)?.inverse
    const how = create
      ? 'comes back'
      : remove
        ? 'is taken away: the change made it'
        : edits === whole
          ? 'as it was before'
          : 'was changed since; only what the change did goes'
    return `  ${(index === 0 ? 'files' : '').padEnd(7)} ${visible(name)}: ${how}`
  })
}

function effects(
  { before, after }: Rollback,
  showing: { readonly looks: Looks; readonly maskSecrets: boolean },
): string {
  if (after === undefined) return `${before.main.name} is gone then.\n`
  const isBroken = after.files.some(({ document }) =>
    document.diagnostics.some(({ severity }) => severity === 'error'),
  )
  return isBroken
    ? 'What changes in effect is not known while there are errors of syntax.\n'
    : effectText([before, after], showing, false)
}

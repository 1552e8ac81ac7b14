import type { Configuration } from '../../config/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import type { ChangeSet, Comparison, PastChange } from '../../edit/index.js'
import { withoutSecrets } from '../../schema/secrets/shapes.js'
import { effectsText } from '../diff/effects.js'
import { renderPretty } from '../findings/pretty.js'
import { reportTexts } from '../findings/shown-texts.js'
import type { Showing } from '../layout/showing.js'
import { visible } from '../layout/visible.js'
import { whenText } from '../layout/when.js'
import type { FilesBefore } from '../patch/changed-files.js'
import type { ShownEntry } from './shown-entry.js'

/** The rollback of an entry, for display. */
export interface ShownRollback {
  readonly entry: PastChange & Pick<ShownEntry, 'command' | 'user' | 'when' | 'message'>
  readonly changeSet: ChangeSet
  /** The present contents of the entry's files. */
  readonly files: FilesBefore['files']
  readonly before: Configuration
  /** The configuration afterwards; undefined when its main file is removed. */
  readonly after: Configuration | undefined
  /** New errors and warnings. */
  readonly findings: readonly Diagnostic[]
}

/**
 * The preview of a rollback, shown before the diff: what is taken back, in which files, and the
 * effect.
 * @param comparison of the configurations before and after; undefined when none is left
 */
export function rollbackText(
  rollback: ShownRollback,
  comparison: Comparison | undefined,
  showing: Showing,
): string {
  const { maskSecrets, colours } = showing
  const { entry, after, findings } = rollback
  const { number, command, user, when, message } = entry
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
  const found = renderPretty(findings, texts, showing)
  return [`${head.join('\n')}\n`, found, effects(rollback, comparison, showing)]
    .filter((part) => part !== '')
    .map((part) => (part.endsWith('\n\n') ? part : `${part}\n`))
    .join('')
}

function filesText({ entry, changeSet }: ShownRollback): string[] {
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
  { before, after }: ShownRollback,
  comparison: Comparison | undefined,
  showing: Showing,
): string {
  if (after === undefined || comparison === undefined) return `${before.main.name} is gone then.\n`
  const isBroken = after.files.some(({ document }) =>
    document.diagnostics.some(({ severity }) => severity === 'error'),
  )
  return isBroken
    ? 'What changes in effect is not known while there are errors of syntax.\n'
    : effectsText(comparison, showing, { isNamed: false })
}

import type { Configuration } from '../../src/config/index.js'
import type { ChangeSet } from '../../src/edit/index.js'
import type { Outcome, WritingAs } from '../../src/project/changes/carry-out.js'
import { inclusionsIn } from '../../src/project/changes/led-elsewhere.js'
import { withPlaceNotes } from '../../src/project/changes/place-notes.js'
import {
  changedFiles,
  changeJson,
  type DiffFile,
  maskNotes,
  plainJson,
  renderPreview,
  renderSideBySide,
  renderUnifiedDiff,
  visible,
} from '../../src/report/index.js'
import { withoutSecrets } from '../../src/schema/secrets/shapes.js'
import type { Flag, FlagsOf, GlobalFlags } from '../arguments/command.js'
import { SECRETS, textOrJson, WRITING } from '../arguments/flags.js'
import { HOST } from '../host.js'
import { type Looks, looksOf, palette, print, printText } from '../terminal/terminal.js'
import { carryOut, refuse } from './carry-out.js'

/** How a change of options is shown. */
export const SHOWING = {
  sideBySide: { type: 'boolean', default: false, describe: 'Show the diff in two columns' },
  format: textOrJson('How the change is printed'),
} as const satisfies Record<string, Flag>

/** What a command that shows a change of options and then makes it has. */
const CARRYING_OUT = { ...SECRETS, ...WRITING, ...SHOWING }

interface CarryOutChangeOptions {
  readonly flags: FlagsOf<typeof CARRYING_OUT> & GlobalFlags
  /** How the write is recorded. */
  readonly as: WritingAs
  /** Lets the user change by hand what would be written; whether anything was written then. */
  readonly edit?: (() => Promise<boolean>) | undefined
  /** Whether it refuses to run where nobody can be asked and no flag says what to do. */
  readonly needsAnswer?: boolean
  /** What stands in the JSON besides the change. */
  readonly more?: Readonly<Record<string, unknown>>
}

/** Columns where the screen's width is not known. */
const USUAL_WIDTH = 120

/**
 * Shows a change of options, asks, and makes it: with the preview and the diff for people, or as JSON
 * for a program, which nobody is asked about.
 * @throws Refusal, Failure
 */
export function carryOutChange(
  changeSet: ChangeSet,
  configuration: Configuration,
  options: CarryOutChangeOptions,
): Promise<Outcome> {
  return options.flags.format === 'json'
    ? runForJson(changeSet, configuration, options)
    : runForText(changeSet, configuration, options)
}

async function runForText(
  changeSet: ChangeSet,
  configuration: Configuration,
  { flags, as, edit, needsAnswer = false }: CarryOutChangeOptions,
): Promise<Outcome> {
  refuse(changeSet)
  const looks = looksOf(flags)
  const maskSecrets = !flags.showSecrets
  printText(renderPreview(changeSet, configuration, { maskSecrets, colours: palette(looks) }))
  const render = diffRenderer(flags, looks)
  const inclusionsOf = inclusionsIn([configuration])
  const options = { flags, needsAnswer, as, inclusionsOf, edit, render }
  return carryOut(changeSet, configuration, options)
}

/** The preview of a change of options, its notes and its diff. */
export function changeText(
  changeSet: ChangeSet,
  configuration: Configuration,
  flags: FlagsOf<typeof SHOWING & typeof SECRETS>,
  looks: Looks,
): string {
  const maskSecrets = !flags.showSecrets
  const preview = renderPreview(changeSet, configuration, { maskSecrets, colours: palette(looks) })
  const files = changedFiles(changeSet, configuration, { maskSecrets })
  const notes = [...withPlaceNotes(changeSet, HOST).notes, ...maskNotes(files)]
    .map((text) => `${visible(maskSecrets ? withoutSecrets(text) : text)}\n`)
    .join('')
  return preview + notes + diffRenderer(flags, looks)(files)
}

function diffRenderer(
  { sideBySide }: Pick<FlagsOf<typeof SHOWING>, 'sideBySide'>,
  looks: Looks,
): (files: readonly DiffFile[]) => string {
  const colours = palette(looks)
  return (files) =>
    sideBySide
      ? renderSideBySide(files, looks.width ?? USUAL_WIDTH, colours)
      : renderUnifiedDiff(files, colours)
}

async function runForJson(
  changeSet: ChangeSet,
  configuration: Configuration,
  { flags, as, more }: CarryOutChangeOptions,
): Promise<Outcome> {
  const maskSecrets = !flags.showSecrets
  const isRefused = changeSet.refusals.length > 0
  const shown = withPlaceNotes(changeSet, HOST, flags.force)
  const dryRun = flags.dryRun || !(flags.write || flags.yes)
  const outcome = isRefused
    ? 'nothing'
    : await carryOut(changeSet, configuration, {
        flags: { ...flags, dryRun, write: true },
        needsAnswer: false,
        as,
        inclusionsOf: inclusionsIn([configuration]),
        show: () => undefined,
        render: () => '',
      })
  const files = changedFiles(changeSet, configuration, { maskSecrets })
  const written = outcome === 'written'
  const json = changeJson(shown, configuration, files, { maskSecrets, written })
  print(plainJson({ ...json, ...more }))
  if (isRefused) process.exitCode = 1
  return outcome
}

import type { Configuration } from '../../src/config/index.js'
import { type ChangeSet, planOverlayApply, planOverlayRemove } from '../../src/edit/index.js'
import { besideMain } from '../../src/project/changes/carry-out.js'
import { inclusionsIn } from '../../src/project/changes/led-elsewhere.js'
import { Failure, Refusal } from '../../src/project/failure.js'
import { overlayEffectsText, renderPreview } from '../../src/report/index.js'
import { command, type FlagsOf, type GlobalFlags } from '../arguments/command.js'
import { SECRETS, WRITING } from '../arguments/flags.js'
import { carryOut, refuse } from '../change/carry-out.js'
import { overlayMains } from '../targets/overlay-mains.js'
import { printText, showingOf } from '../terminal/terminal.js'
import { OVERLAY_FLAGS, OVERLAY_WORDS, overlayWords, REQUIRE, reading } from './overlay.js'

const WRITING_FLAGS = {
  ...OVERLAY_FLAGS,
  ...SECRETS,
  ...WRITING,
  message: { type: 'string', alias: 'm', describe: 'Why it is done, for the history' },
} as const

type WritingFlags = FlagsOf<typeof WRITING_FLAGS> & GlobalFlags

/** `overlay apply`: makes the base take the overlays last; done twice, it changes nothing. */
export const overlayApplyCommand = command({
  name: 'overlay apply',
  describe: 'Make BASE take the overlays last, by a line for each at its end',
  positionals: OVERLAY_WORDS,
  flags: {
    ...WRITING_FLAGS,
    require: REQUIRE,
    inline: {
      type: 'boolean',
      default: false,
      describe: 'Write what the overlays set into BASE itself, instead of a line',
    },
    fixOrder: {
      type: 'boolean',
      default: false,
      describe: 'Move lines that are there already to the end, in the order given',
    },
  },
  run: async (flags) => {
    if (flags.inline && flags.fixOrder) throw new Failure('Say --inline or --fix-order, not both')
    const { configuration, base, overlays } = await overlayWords(flags)
    const mains = await overlayMains(base, flags)
    const { require, inline, fixOrder, message, force } = flags
    const options = {
      ...configuration.options,
      ...{ require, inline, fixOrder, message, force, mains },
    }
    const changeSet = await reading(planOverlayApply(base, overlays, options), flags.words)
    await write(changeSet, configuration, flags, 'overlay apply')
  },
})

/** `overlay remove`: takes the lines out again; the overlays themselves need not exist any more. */
export const overlayRemoveCommand = command({
  name: 'overlay remove',
  describe: 'Take the lines of the overlays out of BASE',
  positionals: OVERLAY_WORDS,
  flags: {
    ...WRITING_FLAGS,
    inline: {
      type: 'boolean',
      default: false,
      describe: 'Not possible: what BASE had before --inline is not in the overlay',
    },
  },
  run: async (flags) => {
    const { configuration, base, overlays } = await overlayWords(flags)
    if (flags.inline) {
      throw new Refusal(
        `What was written into ${configuration.main.name} inline cannot be taken out by the overlay: it does not say what was there before\n  "ecconf history" lists what was written, and "ecconf rollback" takes it back.`,
      )
    }
    const options = { ...configuration.options, message: flags.message }
    const changeSet = await planOverlayRemove(base, overlays, options)
    await write(changeSet, configuration, flags, 'overlay remove')
  },
})

async function write(
  changeSet: ChangeSet,
  configuration: Configuration,
  flags: WritingFlags,
  command: string,
): Promise<void> {
  refuse(changeSet)
  const showing = showingOf(flags)
  const preview = renderPreview(changeSet, configuration, showing)
  printText(preview === '' || preview.endsWith('\n\n') ? preview : `${preview}\n`)
  printText(overlayEffectsText(changeSet, configuration, showing))
  await carryOut(changeSet, configuration, {
    flags,
    needsAnswer: true,
    as: { folderOf: besideMain(configuration), command },
    inclusionsOf: inclusionsIn([configuration]),
  })
}

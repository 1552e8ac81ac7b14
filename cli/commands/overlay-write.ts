import { type LoadOptions, load } from '../../src/config/index.js'
import { type ChangeSet, planOverlayApply, planOverlayRemove } from '../../src/edit/index.js'
import { carryOut, refuse } from '../carry-out.js'
import { type Command, command } from '../command.js'
import { loadOptionsFor } from '../configuration.js'
import { SECRETS, WRITING } from '../flags.js'
import { renderPreview } from '../preview.js'
import { looksOf, palette, print } from '../terminal.js'
import { OVERLAY_FLAGS, OVERLAY_WORDS, reading } from './overlay.js'

/** `overlay apply`: makes the base take the overlay last; done twice, it changes nothing. */
export const overlayApplyCommand = overlayWriter(
  'overlay apply',
  'Make BASE take OVERLAY last, by one line at its end',
  planOverlayApply,
)

/** `overlay remove`: takes the line out again; the overlay itself need not exist any more. */
export const overlayRemoveCommand = overlayWriter(
  'overlay remove',
  'Take the line of OVERLAY out of BASE',
  planOverlayRemove,
)

function overlayWriter(
  name: string,
  describe: string,
  plan: (base: string, overlay: string, options: LoadOptions) => Promise<ChangeSet>,
): Command {
  return command({
    name,
    describe,
    positionals: OVERLAY_WORDS,
    flags: { ...OVERLAY_FLAGS, ...SECRETS, ...WRITING },
    run: async (flags) => {
      const [base = '', overlay = ''] = flags.words
      const options = await loadOptionsFor({ ...flags, config: base })
      const changeSet = await reading(plan(base, overlay, options), flags.words)
      refuse(changeSet)
      const configuration = await reading(load(base, options), flags.words)
      const colours = palette(looksOf(flags))
      print(renderPreview(changeSet, configuration, { maskSecrets: !flags.showSecrets, colours }))
      await carryOut(changeSet, configuration, { flags, needsAnswer: true })
    },
  })
}

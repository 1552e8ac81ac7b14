import { overlayStatus } from '../../src/edit/index.js'
import { command } from '../command.js'
import { loadOptionsFor } from '../configuration.js'
import { SECRETS } from '../flags.js'
import { overlayJson, overlayText } from '../overlay-status.js'
import { looksOf, palette, print } from '../terminal.js'
import { OVERLAY_FLAGS, OVERLAY_WORDS, reading } from './overlay.js'

/** `overlay show`: what the overlay overrides, with and without it. */
export const overlayShowCommand = command({
  name: 'overlay show',
  describe: 'Show what OVERLAY overrides in BASE, with and without it',
  positionals: OVERLAY_WORDS,
  flags: {
    ...OVERLAY_FLAGS,
    ...SECRETS,
    format: {
      type: 'string',
      choices: ['text', 'json'],
      default: 'text',
      describe: 'How the answer is printed',
    },
  },
  run: async (flags) => {
    const [base = '', overlay = ''] = flags.words
    const options = await loadOptionsFor({ ...flags, config: base })
    const status = await reading(overlayStatus(base, overlay, options), flags.words)
    const maskSecrets = !flags.showSecrets
    const colours = palette(looksOf(flags))
    print(
      flags.format === 'json'
        ? `${JSON.stringify(overlayJson(status, maskSecrets), null, 2)}\n`
        : overlayText(status, { maskSecrets, colours }),
    )
  },
})

import { overlayStatus } from '../../src/edit/index.js'
import { overlayJson, overlayText } from '../../src/report/index.js'
import { command } from '../arguments/command.js'
import { SECRETS, textOrJson } from '../arguments/flags.js'
import { printJson, printText, showingOf } from '../terminal/terminal.js'
import { OVERLAY_FLAGS, OVERLAY_WORDS, overlayWords, reading } from './overlay.js'

/** `overlay show`: what the overlays override, with and without them. */
export const overlayShowCommand = command({
  name: 'overlay show',
  describe: 'Show what the overlays override in BASE, with and without them',
  positionals: OVERLAY_WORDS,
  flags: {
    ...OVERLAY_FLAGS,
    ...SECRETS,
    format: textOrJson(),
  },
  run: async (flags) => {
    const { configuration, base, overlays } = await overlayWords(flags)
    const status = await reading(overlayStatus(base, overlays, configuration.options), flags.words)
    const showing = showingOf(flags)
    if (flags.format === 'json') printJson(overlayJson(status, showing.maskSecrets))
    else printText(overlayText(status, showing))
  },
})

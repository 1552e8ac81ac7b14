import { displayScope } from '../../src/config/index.js'
import { overlayStatus } from '../../src/edit/index.js'
import { command } from '../command.js'
import { loadOptionsFor } from '../configuration.js'
import { definitionPlace, placeText } from '../definition.js'
import { Refusal } from '../failure.js'
import { print } from '../terminal.js'
import { OVERLAY_FLAGS, OVERLAY_WORDS, reading } from './overlay.js'

/** `overlay check`: exit 1 when the overlay is absent, or something after it wins. */
export const overlayCheckCommand = command({
  name: 'overlay check',
  describe: 'Exit 1 unless OVERLAY is in effect in BASE',
  positionals: OVERLAY_WORDS,
  flags: OVERLAY_FLAGS,
  run: async (flags) => {
    const [base = '', overlay = ''] = flags.words
    const options = await loadOptionsFor({ ...flags, config: base })
    const status = await reading(overlayStatus(base, overlay, options), flags.words)
    const name = status.overlay.name
    if (status.state === 'absent') {
      throw new Refusal(`${status.base.name} does not take ${name} in.`)
    }
    const lost = status.effects.filter(({ inEffect }) => !inEffect)
    if (lost.length > 0) {
      const lines = lost.map(({ path, option, after }) => {
        const place = after === undefined ? '' : ` (${placeText(definitionPlace(after))})`
        return `  ${path.length === 0 ? '' : `${displayScope(path)} `}${option} is set again later${place}`
      })
      throw new Refusal(
        [`${name} is taken in, but not all of it is in effect:`, ...lines].join('\n'),
      )
    }
    print(`${name} is in effect.\n`)
  },
})

import { NothingInstalled } from '../../src/project/failure.js'
import { renderPretty, reportTexts } from '../../src/report/index.js'
import { command } from '../arguments/command.js'
import { CONFIGURATION } from '../arguments/flags.js'
import { announce } from '../configuration.js'
import { looksOf, note, palette, print, printText } from '../terminal/terminal.js'
import { productLoad } from './load.js'

/**
 * `validate_config` (runtime spec 6): exit 0 for a valid configuration, 1 and no word for an invalid
 * one, 2 when there is none.
 */
export const validateConfig = command({
  name: 'validate_config',
  describe: 'Say whether the product would take its configuration',
  flags: {
    ...CONFIGURATION,
    verbose: { type: 'boolean', default: false, describe: 'Print what is wrong' },
  },
  run: async (flags) => {
    try {
      const { configuration, refusals } = await productLoad(
        flags,
        flags.verbose ? announce : undefined,
      )
      if (refusals.length === 0) return print('Configuration valid\n')
      process.exitCode = 1
      if (!flags.verbose) return
      const looks = looksOf(flags)
      const options = { colours: palette(looks), width: looks.width }
      printText(
        renderPretty(refusals, reportTexts([configuration], { maskSecrets: true }), options),
      )
    } catch (error) {
      if (!(error instanceof NothingInstalled)) throw error
      process.exitCode = 2
      print('No configuration found\n')
      if (flags.verbose) note(`${error.message}\n`)
    }
  },
})

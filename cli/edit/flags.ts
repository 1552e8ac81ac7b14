import { type Flag, type FlagsOf, flagName, type GlobalFlags } from '../arguments/command.js'
import { CONFIGURATION, SECRETS, WRITING } from '../arguments/flags.js'

/** The flags of `edit`. */
export const EDIT_FLAGS = {
  ...CONFIGURATION,
  ...SECRETS,
  ...WRITING,
  force: {
    type: 'boolean',
    default: false,
    describe: 'Neither errors nor attributes that cannot be kept are a reason not to install',
  },
  continue: {
    type: 'boolean',
    default: false,
    describe: 'Go on with the kept copy of an earlier edit',
  },
  afresh: {
    type: 'boolean',
    default: false,
    describe: 'Drop the kept copy of an earlier edit',
  },
  message: { type: 'string', alias: 'm', describe: 'Why it is done, for the history' },
} as const satisfies Record<string, Flag>

export type EditFlags = FlagsOf<typeof EDIT_FLAGS> & GlobalFlags

/** The flags that say which configuration is meant, as they were typed. */
export function configurationWords(flags: Pick<EditFlags, keyof typeof CONFIGURATION>): string[] {
  return Object.keys(CONFIGURATION).flatMap((name) => {
    const value = flags[name as keyof typeof CONFIGURATION]
    return value === undefined ? [] : [`--${flagName(name)}`, value]
  })
}

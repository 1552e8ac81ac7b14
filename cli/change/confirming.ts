import { Failure } from '../../src/project/failure.js'
import { type Confirmation, refuseSecond } from '../../src/project/past/confirmation.js'
import { confirmationTime } from '../../src/project/past/duration.js'
import type { Flag } from '../arguments/command.js'
import type { ConfigurationFlags } from '../arguments/flags.js'
import { configurationWords } from '../edit/flags.js'
import { quoted } from '../edit/messages.js'

export const CONFIRMING = {
  confirm: {
    type: 'string',
    describe: 'Take the change back unless "ecconf confirm" comes within this time (30s, 10m, 2h)',
  },
} as const satisfies Record<string, Flag>

/**
 * What --confirm asks for; undefined without it.
 * @param folder that of the main file
 * @throws Failure when it asks for something that cannot be
 * @throws Refusal when another change waits already
 */
export function confirmationOf(
  flags: ConfigurationFlags & { readonly confirm?: string | undefined; readonly dryRun: boolean },
  folder: string,
): Confirmation | undefined {
  if (flags.confirm === undefined) return undefined
  const seconds = confirmationTime(flags.confirm)
  if (flags.dryRun) throw new Failure('--dry-run writes nothing that --confirm could wait for')
  refuseSecond(folder)
  const words = ['ecconf confirm', ...configurationWords(flags).map(quoted)]
  return { seconds, command: words.join(' ') }
}

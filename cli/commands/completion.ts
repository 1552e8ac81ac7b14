import { Failure } from '../../src/project/failure.js'
import { type Command, command } from '../arguments/command.js'
import { bashScript } from '../completion/bash.js'
import { fishScript } from '../completion/fish.js'
import { type CommandOffer, commandOffers } from '../completion/model.js'
import { zshScript } from '../completion/zsh.js'
import { print } from '../terminal/terminal.js'

const SCRIPTS: Readonly<Record<string, (offers: readonly CommandOffer[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
}

const SHELLS = Object.keys(SCRIPTS)

/**
 * `completion`: a script with which a shell completes the command line. All that it offers stands
 * in the script.
 * @param commands gives the commands, this one too
 */
export function completionCommand(commands: () => Promise<readonly Command[]>): Command {
  return command({
    name: 'completion',
    describe: 'Print a script that makes the shell complete command lines',
    positionals: [{ name: 'shell', describe: SHELLS.join(', '), count: 'one', completes: SHELLS }],
    flags: {},
    run: async ({ words: [shell = ''] }) => {
      const script = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined
      if (script === undefined) {
        throw new Failure(
          `There is no completion for "${shell}". There is one for ${SHELLS.join(', ')}.`,
        )
      }
      print(script(commandOffers(await commands())))
    },
  })
}

export { startThread } from '../src/manager/worker/thread.js'

import type { Command } from './arguments/command.js'
import { fastArguments } from './arguments/fast-arguments.js'
import { eccmgr } from './product/eccmgr.js'
import { explainFailure, explainLostOutput } from './terminal/explain-failure.js'
import { standAnywhere } from './working-folder.js'

/** The commands that have their code in this part; the rest of the program asks for them here. */
const COMMANDS = {
  eccmgr: async () => eccmgr,
  agent: async () => (await import('./commands/agent.js')).agentCommand,
  drift: async () => (await import('./commands/drift.js')).driftCommand,
} as const

export async function managerCommand(name: keyof typeof COMMANDS): Promise<Command> {
  return explained(await COMMANDS[name]())
}

/**
 * `eccmgr` alone: without the rest of the program, and with the code that V8 made of a start, it is ready
 * in half the time.
 * @param words the command line behind `eccmgr`
 * @param whole starts the whole program, which explains command lines that are not plainly written
 */
export function runManager(words: readonly string[], whole: () => void): void {
  standAnywhere()
  const given = fastArguments(eccmgr, words)
  if (given === undefined) return whole()
  void explained(eccmgr).run(given)
}

/**
 * A command that says itself why it fails: errors have classes of their own in each part of the program.
 */
function explained(command: Command): Command {
  return {
    ...command,
    run: async (given) => {
      try {
        await command.run(given)
      } catch (error) {
        explainFailure(error)
      }
      explainLostOutput()
    },
  }
}

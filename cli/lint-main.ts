import { fastArguments } from './arguments/fast-arguments.js'
import { lintCommand } from './commands/lint.js'
import { explainFailure, explainLostOutput } from './terminal/explain-failure.js'
import { standAnywhere } from './working-folder.js'

/**
 * `ecconf lint` alone. CI, hooks and editors start it more often than anything else, on small files,
 * where loading the code is most of the time: without the rest of the program it is half as much.
 * What a module would load while it runs is not in this part (`cli/build/programs.ts`).
 * @param words the command line behind `lint`
 * @param whole starts the whole program, for what this part lacks
 */
export function runLint(words: readonly string[], whole: () => void): void {
  standAnywhere()
  const given = fastArguments(lintCommand, words)
  if (given === undefined) return whole()
  Promise.resolve(lintCommand.run(given)).then(explainLostOutput, (error) => {
    if ((error as NodeJS.ErrnoException).code === 'ECCONF_WHOLE_PROGRAM') return whole()
    explainFailure(error)
    explainLostOutput()
  })
}

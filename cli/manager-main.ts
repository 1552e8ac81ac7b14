import { fastArguments } from './arguments/fast-arguments.js'
import { eccmgr } from './product/eccmgr.js'
import { explainFailure, explainLostOutput } from './terminal/explain-failure.js'
import { standAnywhere } from './working-folder.js'

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
  Promise.resolve(eccmgr.run(given)).catch(explainFailure).then(explainLostOutput)
}

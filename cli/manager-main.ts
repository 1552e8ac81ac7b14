import { fastArguments } from './arguments/fast-arguments.js'
import { eccmgr } from './product/eccmgr.js'
import { explainFailure, explainLostOutput } from './terminal/explain-failure.js'
import { standAnywhere } from './working-folder.js'

/**
 * `eccmgr` alone: without the table of the commands it is ready sooner.
 * @param words the command line behind `eccmgr`
 * @param whole starts the whole program, which explains command lines that are not plainly written
 */
export async function runManager(words: readonly string[], whole: () => void): Promise<void> {
  standAnywhere()
  const given = fastArguments(eccmgr, words)
  if (given === undefined) return whole()
  try {
    await eccmgr.run(given)
  } catch (error) {
    explainFailure(error)
  }
  explainLostOutput()
}

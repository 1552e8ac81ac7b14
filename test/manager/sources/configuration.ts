import type { Configuration } from '../../../src/config/index.js'
import { loadFiles } from '../../tools/load-files.js'

/** The configuration of a main file that is all there is. */
export function configurationOf(text: string): Promise<Configuration> {
  return loadFiles({ '/eccluster.conf': text }, { workingDirectory: '/' }, {}, '/eccluster.conf')
}

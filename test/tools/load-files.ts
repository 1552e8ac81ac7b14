import { type Configuration, type LoadOptions, load } from '../../src/config/index.js'
import { MemoryEnvironment, type MemoryEnvironmentOptions } from './memory-environment.js'

/**
 * Loads a configuration from files in memory. The working directory is `/c`, and the main file is
 * `/c/eccluster.conf`, unless something else is said.
 */
export function loadFiles(
  files: Readonly<Record<string, string | Uint8Array>> | MemoryEnvironment,
  environmentOptions: MemoryEnvironmentOptions = {},
  options: Omit<Partial<LoadOptions>, 'environment'> = {},
  main = '/c/eccluster.conf',
): Promise<Configuration> {
  const environment =
    files instanceof MemoryEnvironment
      ? files
      : new MemoryEnvironment(files, { workingDirectory: '/c', ...environmentOptions })
  return load(main, { environment, ...options })
}

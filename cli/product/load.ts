import {
  type Configuration,
  clusterBootVariables,
  EnvironmentError,
} from '../../src/config/index.js'
import { isRefused } from '../../src/console/index.js'
import type { Diagnostic } from '../../src/diagnostics/index.js'
import { check } from '../../src/lint/index.js'
import type { FoundMain } from '../../src/project/main-files/installed.js'
import { failure } from '../../src/project/system-failure.js'
import type { ConfigurationFlags } from '../arguments/flags.js'
import { loadConfiguration, loadOptionsFor } from '../configuration.js'

/** A configuration as the product would load it. */
export interface ProductLoad {
  readonly configuration: Configuration
  /** Why the product would refuse it; none when it would not. */
  readonly refusals: readonly Diagnostic[]
}

/**
 * Loads a configuration as the product's own programs do: what cluster.boot says holds, and no
 * comment or severity of the linter makes anything right. A site's schemas do: they tell of modules
 * that its product has.
 * @param onFound is told which main file is meant when no flag names it
 * @throws Failure when there is none, or it cannot be read
 */
export async function productLoad(
  flags: ConfigurationFlags,
  onFound?: (found: FoundMain) => void,
): Promise<ProductLoad> {
  await takeClusterBoot(flags)
  const configuration = await loadConfiguration(flags, onFound, (options) => options, false)
  const { diagnostics, suppressed } = check(configuration)
  const refusals = configuration.files.flatMap(({ name }) =>
    [...diagnostics, ...suppressed]
      .filter((finding) => finding.file === name && isRefused(finding))
      .sort((a, b) => a.start - b.start),
  )
  return { configuration, refusals }
}

/** Puts into this process's environment what the start scripts would have put there. */
export async function takeClusterBoot(flags: ConfigurationFlags): Promise<void> {
  try {
    for (const [name, value] of await clusterBootVariables(await loadOptionsFor(flags))) {
      process.env[name] ||= value
    }
  } catch (error) {
    if (error instanceof EnvironmentError) throw failure(error)
    throw error
  }
}

import type { Configuration, Scope } from '../../config/index.js'
import { modeOf, textOf } from '../settings.js'

/** A log that an `ec_logger` of the running configuration asks for. */
export interface LogDestination {
  /** The instance of the `ec_logger`. */
  readonly logger: string
  readonly log: 'paniclog' | 'acctlog'
  /** As the running product names it. */
  readonly path: string
  readonly mode: number
}

/** Logs that are asked for in a way that this manager does not have. */
export interface StrangeDestination {
  readonly log: 'paniclog' | 'acctlog'
  readonly destination: string
}

const MODES = { paniclog: 'paniclog_mode', acctlog: 'acctlog_log_mode' } as const

/** Every `ec_logger` of a configuration. */
export function loggersOf(configuration: Configuration): readonly Scope[] {
  return configuration.root.scopesNamed('ec_logger')
}

/**
 * Where records go: to the files that each `ec_logger` names. One without the option has no such log
 * (runtime spec 2.4).
 */
export function destinationsOf(configuration: Configuration): {
  readonly files: readonly LogDestination[]
  readonly strange: readonly StrangeDestination[]
} {
  const files: LogDestination[] = []
  const strange: StrangeDestination[] = []
  for (const { path: scope, instance: logger = '' } of loggersOf(configuration)) {
    for (const log of ['paniclog', 'acctlog'] as const) {
      const definition = configuration.get(scope, log)
      const destination = definition && textOf(configuration, scope, log)
      if (destination === undefined || destination === '') continue
      const path = destination.replace(/^file:\/\//, '')
      const mode = modeOf(configuration, scope, MODES[log]) ?? 0o644
      if (path.startsWith('/')) files.push({ logger, log, path, mode })
      else strange.push({ log, destination })
    }
  }
  return { files, strange }
}

import type { ParseOptions } from '../../parse.js'
import { type Dialect, parseDialect } from '../dialect.js'
import type { DialectDocument } from '../document.js'
import { machineReader } from '../machine-reader.js'
import { checkEnvironment } from './check.js'
import { lexEnvironment } from './lexer.js'
import { EnvironmentRecovery } from './recovery.js'
import { table } from './table.generated.js'
import { EnvironmentFileView } from './views.js'

const ENVIRONMENT: Dialect<EnvironmentFileView> = {
  read: machineReader(lexEnvironment, table, EnvironmentRecovery),
  view: EnvironmentFileView,
  check: checkEnvironment,
}

/**
 * Parses an environment file (language spec 9): a shell fragment of which only the assignments are
 * read. Nothing in it is ever run. Never throws; mistakes, and commands that are not evaluated, are
 * in `diagnostics`.
 */
export function parseEnvironment(
  text: string | Uint8Array,
  options?: ParseOptions,
): DialectDocument<EnvironmentFileView> {
  return parseDialect(ENVIRONMENT, text, options)
}

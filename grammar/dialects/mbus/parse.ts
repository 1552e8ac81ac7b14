import type { ParseOptions } from '../../parse.js'
import { type Dialect, parseDialect } from '../dialect.js'
import type { DialectDocument } from '../document.js'
import { machineReader } from '../machine-reader.js'
import { checkMbus } from './check.js'
import { lexMbus } from './lexer.js'
import { MbusRecovery } from './recovery/recovery.js'
import { table } from './table.generated.js'
import { MbusFileView } from './views.js'

const MBUS: Dialect<MbusFileView> = {
  read: machineReader(lexMbus, table, MbusRecovery),
  view: MbusFileView,
  check: checkMbus,
}

/**
 * Parses an mbus.conf (language spec 10.1): settings, segments with their nodes, and the subcluster
 * markers in comments. Never throws; mistakes are in `diagnostics`.
 */
export function parseMbus(
  text: string | Uint8Array,
  options?: ParseOptions,
): DialectDocument<MbusFileView> {
  return parseDialect(MBUS, text, options)
}

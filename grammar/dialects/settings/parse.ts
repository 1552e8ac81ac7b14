import { machineGrammar } from '../../machine.js'
import type { ParseOptions } from '../../parse.js'
import { type Dialect, parseDialect } from '../dialect.js'
import type { DialectDocument } from '../document.js'
import { DialectNode } from '../kinds.js'
import { table as clusterBootTable } from './cluster-boot.generated.js'
import { lexClusterBoot, lexRotate } from './lexer.js'
import { SettingsRecovery } from './recovery.js'
import { table as rotateTable } from './rotate.generated.js'
import { SettingsFileView } from './views.js'

const CLUSTER_BOOT: Dialect<SettingsFileView> = {
  lex: lexClusterBoot,
  grammar: machineGrammar(clusterBootTable, DialectNode),
  recovery: SettingsRecovery,
  view: SettingsFileView,
}

const ROTATE: Dialect<SettingsFileView> = {
  lex: lexRotate,
  grammar: machineGrammar(rotateTable, DialectNode),
  recovery: SettingsRecovery,
  view: SettingsFileView,
}

/**
 * Parses a cluster.boot (language spec 10.3): `key=value` lines with blanks around the `=` or not.
 * Never throws; what is wrong is in `diagnostics`.
 */
export function parseClusterBoot(
  text: string | Uint8Array,
  options?: ParseOptions,
): DialectDocument<SettingsFileView> {
  return parseDialect(CLUSTER_BOOT, text, options)
}

/**
 * Parses an ec_rotate.conf (language spec 10.4): as cluster.boot, but a value is a list of words, may
 * be empty, and goes on behind a backslash at the line's end. Never throws.
 */
export function parseRotate(
  text: string | Uint8Array,
  options?: ParseOptions,
): DialectDocument<SettingsFileView> {
  return parseDialect(ROTATE, text, options)
}

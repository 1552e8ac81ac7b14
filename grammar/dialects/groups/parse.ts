import { machineGrammar } from '../../machine.js'
import type { ParseOptions } from '../../parse.js'
import { type Dialect, parseDialect } from '../dialect.js'
import type { DialectDocument } from '../document.js'
import { DialectNode } from '../kinds.js'
import { lexGroupsFile } from './lexer.js'
import { GroupsRecovery } from './recovery.js'
import { table } from './table.generated.js'
import { GroupsFileView } from './views.js'

const GROUPS: Dialect<GroupsFileView> = {
  lex: lexGroupsFile,
  grammar: machineGrammar(table, DialectNode),
  recovery: GroupsRecovery,
  view: GroupsFileView,
}

/**
 * Parses a groups file (language spec 10.6): two, three or four fields, the users in the last one
 * with commas or blanks between them. Never throws; what is wrong is in `diagnostics`.
 */
export function parseGroupsFile(
  text: string | Uint8Array,
  options?: ParseOptions,
): DialectDocument<GroupsFileView> {
  return parseDialect(GROUPS, text, options)
}

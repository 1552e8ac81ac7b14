import { machineGrammar } from '../../machine.js'
import type { ParseOptions } from '../../parse.js'
import { type Dialect, parseDialect } from '../dialect.js'
import type { DialectDocument } from '../document.js'
import { DialectNode } from '../kinds.js'
import { checkDigestFile } from './check.js'
import { table as digestTable } from './digest.generated.js'
import { lexDigestFile, lexPasswordFile } from './lexer.js'
import { table as passwordTable } from './password.generated.js'
import { DigestRecovery, PasswordRecovery } from './recovery.js'
import { DigestFileView, PasswordFileView } from './views.js'

const DIGEST: Dialect<DigestFileView> = {
  lex: lexDigestFile,
  grammar: machineGrammar(digestTable, DialectNode),
  recovery: DigestRecovery,
  view: DigestFileView,
  check: checkDigestFile,
}

const PASSWORD: Dialect<PasswordFileView> = {
  lex: lexPasswordFile,
  grammar: machineGrammar(passwordTable, DialectNode),
  recovery: PasswordRecovery,
  view: PasswordFileView,
}

/**
 * Parses a digest file, as `htdigest` writes it (language spec 10.5). Never throws; what is wrong is
 * in `diagnostics`, where no hash is shown.
 */
export function parseDigestFile(
  text: string | Uint8Array,
  options?: ParseOptions,
): DialectDocument<DigestFileView> {
  return parseDialect(DIGEST, text, options)
}

/**
 * Parses a file of `user:password` lines (language spec 10.5). Never throws; what is wrong is in
 * `diagnostics`, where no password is shown.
 */
export function parsePasswordFile(
  text: string | Uint8Array,
  options?: ParseOptions,
): DialectDocument<PasswordFileView> {
  return parseDialect(PASSWORD, text, options)
}

import type { Document } from '../../../grammar/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import { quotedLines, SecretWords } from '../../schema/secrets/words.js'
import { rangesWithin } from '../../syntax/index.js'
import { secretsIn } from './secrets.js'

/** The summary of a syntax finding, without the secrets in the text that it quotes. */
export function summaryWithoutSecrets(
  document: Document,
  { summary, ...place }: Pick<Diagnostic, 'summary' | 'start' | 'end'>,
): string {
  const { source } = document
  const lines = quotedLines(source, place)
  const secrets = rangesWithin(secretsIn(document, undefined, [lines]), lines)
  return SecretWords.at(secrets, source.text).mask(summary)
}

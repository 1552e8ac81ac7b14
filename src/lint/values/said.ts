import type { Document } from '../../../grammar/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import { SecretWords } from '../../schema/secret-words.js'
import { secretsIn } from './secrets.js'

/**
 * The summary of a finding about the syntax of a text without the secrets in the lines it is about:
 * it quotes what is written there.
 */
export function summaryWithoutSecrets(
  document: Document,
  { summary, start, end }: Pick<Diagnostic, 'summary' | 'start' | 'end'>,
): string {
  const { source } = document
  const first = source.lineAt(start)
  const last = Math.min(source.lineAt(end), first + MOST_LINES)
  const lines = { start: source.lineStart(first), end: source.lineStart(last + 1) }
  const secrets = secretsIn(document, undefined, [lines]).filter(
    (range) => range.start < lines.end && range.end > lines.start,
  )
  return new SecretWords(secrets.map((range) => source.text.slice(range.start, range.end))).mask(
    summary,
  )
}

/** Of a finding that goes over more lines only the first ones are quoted. */
const MOST_LINES = 50

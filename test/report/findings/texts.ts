import type { Diagnostic } from '../../../src/diagnostics/index.js'
import { diagnostic, fix } from '../../../src/diagnostics/index.js'
import type { ReportTexts } from '../../../src/report/index.js'
import { type Range, Source } from '../../../src/syntax/index.js'

/** The texts of a report, from the contents of files; `secrets` are what to mask in any of them. */
export function textsOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  secrets: readonly string[] = [],
): ReportTexts {
  const sources = new Map(
    Object.entries(files).map(([name, content]) => [
      name,
      typeof content === 'string' ? new Source(content, name) : Source.fromBytes(content, name),
    ]),
  )
  return {
    source: (file) => sources.get(file),
    secrets: (file) => rangesOf(sources.get(file)?.text ?? '', secrets),
  }
}

export function rangesOf(text: string, secrets: readonly string[]): Range[] {
  return secrets
    .flatMap((secret) => [...text.matchAll(new RegExp(secret, 'g'))])
    .map(({ index, 0: { length } }) => ({ start: index, end: index + length }))
    .sort((a, b) => a.start - b.start)
}

/** The finding of the sketches: a name that is written wrongly, with a safe fix. */
export function typo(file: string, text: string, word = 'Idle_Tiem'): Diagnostic {
  const start = text.indexOf(word)
  const end = start + word.length
  return diagnostic(
    'schema/unknown-option',
    { file, start, end },
    `Unknown option "${word}" in scope Esmtp_Listener`,
    {
      detail: 'Did you mean "Idle_Time"?',
      fixes: [fix('Write "Idle_Time"', 'safe', file, [{ start, end, text: 'Idle_Time' }])],
    },
  )
}

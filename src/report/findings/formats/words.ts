import type { Diagnostic } from '../../../diagnostics/index.js'
import { visible } from '../../layout/visible.js'
import type { ReportTexts } from '../texts.js'
import { masker } from '../wording.js'

/** Prepares the words of a finding for all readers: without secrets and invisible characters. */
export function wordsOf(diagnostic: Diagnostic, texts: ReportTexts): (words: string) => string {
  const mask = masker(diagnostic, texts)
  return (words) => visible(mask(words))
}

/** Summary and detail in one line: `Unknown option "Idle_Tiem". Did you mean "Idle_Time"?` */
export function sentence(diagnostic: Diagnostic, texts: ReportTexts): string {
  const { summary, detail } = diagnostic
  const words = wordsOf(diagnostic, texts)
  if (detail === undefined) return words(summary)
  const stop = /[.?!:]$/.test(summary) ? '' : '.'
  return `${words(summary)}${stop} ${words(detail)}`
}

/** Where a finding starts; the first place of a file whose text is unknown. */
export function startOf(
  { file, start }: Diagnostic,
  texts: ReportTexts,
): { readonly line: number; readonly column: number } {
  return texts.source(file)?.position(start) ?? { line: 1, column: 1 }
}

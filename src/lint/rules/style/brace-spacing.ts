import {
  DictionaryView,
  type EntryView,
  type OptionView,
  type TextEdit,
} from '../../../syntax/index.js'
import type { FileFindings } from '../../engine/file-findings.js'
import type { TextRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'

/** A brace or a `=` without blanks around it (language spec 2.2, B15). */
export const braceSpacing: TextRule = {
  codes: ['style/brace-spacing'],
  scope({ name, instance, nameToken, openBrace }, findings) {
    const at = openBrace?.start
    if (openBrace === undefined || at !== (instance ?? nameToken).end) return
    findings.report(
      'style/brace-spacing',
      openBrace,
      `There is no blank before the "{" of ${quoted(name)}`,
      {
        detail: 'The product takes it as it is. A blank makes it easier to read.',
        fix: findings.safeFix('Put a blank before it', { start: at, end: at, text: ' ' }),
      },
    )
  },
  option({ view, value }, findings) {
    const entries = value instanceof DictionaryView ? value.entries : []
    const edits = [view, ...entries].flatMap(gluedEquals)
    reportEquals(view, edits, findings)
  },
}

/** Edits that insert the missing blanks around a `=`. */
function gluedEquals(statement: OptionView | EntryView): TextEdit[] {
  const { equals, value } = statement
  if (equals === undefined) return []
  const { start, end } = equals
  const edits: TextEdit[] = []
  if (equals.tree.tokens.end[equals.token - 1] === start) {
    edits.push({ start, end: start, text: ' ' })
  }
  if (value?.start === end) edits.push({ start: end, end, text: ' ' })
  return edits
}

function reportEquals(option: OptionView, edits: TextEdit[], findings: FileFindings): void {
  const [first] = edits
  if (first === undefined) return
  // The first edit is directly before or directly after the "=".
  const start = findings.text[first.start] === '=' ? first.start : first.start - 1
  findings.report(
    'style/brace-spacing',
    { start, end: start + 1 },
    `There are no blanks around a "=" of ${quoted(option.name)}`,
    {
      detail: 'The product takes it as it is. Blanks make it easier to read.',
      fix: findings.safeFix('Put blanks around it', ...edits),
    },
  )
}

import type { Fix } from '../../../diagnostics/index.js'
import { PcreMistake } from '../../../schema/values/pcre/mistake.js'
import { parsePcre } from '../../../schema/values/pcre/parser.js'
import { encodeString, type ScalarView } from '../../../syntax/index.js'
import type { FileFindings } from '../../engine/file-findings.js'
import type { SchemaRule } from '../../engine/rule.js'
import { excerpt, quoted } from '../../names/words.js'
import { saysWhereItBegins } from './anchors.js'

/** The longest pattern that is checked, in characters; real command patterns are shorter. */
const LONGEST = 1000

/**
 * A role's pattern that may match in the middle of a command, since the product searches for it:
 * `summary` allows `binding summary` too (runtime spec 2.2). A pattern that begins with `^` or `.*`
 * is explicit. An open end is right: it allows a command with operands.
 */
export const unanchoredPattern: SchemaRule = {
  codes: ['security/unanchored-pattern'],
  option({ name, value, types }, { surroundings, findings }) {
    if (name.toLowerCase() !== 'allow' || types.length === 0) return
    if (!surroundings.types.every(({ id }) => id === 'authorization/role')) return
    const patterns = value.type === 'array' ? value.elements : [value]
    for (const pattern of patterns) {
      if (pattern.type === 'scalar') check(pattern, findings)
    }
  },
}

function check(pattern: ScalarView, findings: FileFindings): void {
  const { value } = pattern
  if (value.length > LONGEST) return
  const parsed = parsePcre(value)
  // A pattern that PCRE rejects is a wrong value, and allows nothing.
  if (parsed instanceof PcreMistake || saysWhereItBegins(parsed.alternatives)) return
  const { alternatives } = parsed
  if (alternatives.some(({ length }) => length === 0)) {
    findings.report(
      'security/unanchored-pattern',
      pattern,
      `Pattern ${quoted(value)} allows every command`,
      { detail: 'Nothing at all is found in any command. If every command is meant, write ".*".' },
    )
    return
  }
  const meant = alternatives.length > 1 ? `^(?:${value})` : `^${value}`
  findings.report(
    'security/unanchored-pattern',
    pattern,
    `Pattern ${quoted(value)} allows every command that has it anywhere`,
    {
      detail: `Begin it with ^: ${quoted(meant)}. If any place is meant, begin it with ".*".`,
      fix: anchored(pattern, meant, findings),
    },
  )
}

/** A fix that writes the pattern with an anchor and leaves the text within its quotes unchanged. */
function anchored(pattern: ScalarView, meant: string, findings: FileFindings): Fix {
  const { start, end, quoted: isQuoted, value } = pattern
  const title = `Write ${excerpt(meant)}`
  if (!isQuoted) return findings.unsafeFix(title, { start, end, text: encodeString(meant) })
  const [before = '', after = ''] = meant.split(value)
  return findings.unsafeFix(
    title,
    { start: start + 1, end: start + 1, text: before },
    ...(after === '' ? [] : [{ start: end - 1, end: end - 1, text: after }]),
  )
}

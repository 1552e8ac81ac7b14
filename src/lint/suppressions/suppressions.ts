import type { Comment, Document } from '../../../grammar/index.js'
import { type Diagnostic, type DiagnosticCode, listed } from '../../diagnostics/index.js'
import type { TextEdit } from '../../syntax/index.js'
import { codesMatching, isFixedCode } from '../engine/codes.js'
import { FileFindings } from '../engine/file-findings.js'
import { quoted } from '../names/words.js'
import {
  SUPPRESSION_WORD,
  type SuppressedCode,
  type Suppression,
  suppressionsIn,
} from './suppression-comments.js'

export interface SuppressionOptions {
  /** Decides which suppressions have expired, by UTC days; if absent, none has. */
  readonly now?: Date | undefined
  /** Whether this run reports the code at all, so that its suppression can be called unused. */
  readonly isJudged: (code: DiagnosticCode) => boolean
}

/** The effect of a text's suppression comments on its findings. */
export interface SuppressionResult {
  /** The findings that are suppressed. */
  readonly suppressed: readonly Diagnostic[]
  /** Findings about the comments themselves. */
  readonly findings: readonly Diagnostic[]
}

/** Whether a text may have suppression comments; most texts need no further check. */
export function mentionsSuppression({ source }: Document): boolean {
  return source.text.includes(SUPPRESSION_WORD)
}

/**
 * Finds the suppression comments of a text, and what they suppress.
 * @param diagnostics all findings in this text
 */
export function applySuppressions(
  document: Document,
  diagnostics: readonly Diagnostic[],
  options: SuppressionOptions,
): SuppressionResult {
  const own = new FileFindings(document)
  const file = new SuppressedFile(document, suppressionsIn(own), today(options.now))
  const suppressed = diagnostics.filter((diagnostic) => file.suppresses(diagnostic))
  file.report(own, options)
  return { suppressed, findings: own.diagnostics }
}

/**
 * Without the findings in changes in memory whose code a comment suppresses for the whole main file: a
 * change is in no file yet, and has no place for comments of its own.
 * @param changes the names of the changes
 */
export function withoutFileWide(
  findings: readonly Diagnostic[],
  main: Document,
  changes: ReadonlySet<string>,
  now: () => Date | undefined,
): { readonly kept: Diagnostic[]; readonly suppressed: Diagnostic[] } {
  const kept: Diagnostic[] = []
  const suppressed: Diagnostic[] = []
  const file =
    changes.size > 0 && mentionsSuppression(main)
      ? new SuppressedFile(main, suppressionsIn(new FileFindings(main)), today(now()))
      : undefined
  for (const finding of findings) {
    const isHidden = changes.has(finding.file) && file?.suppressesEverywhere(finding.code) === true
    if (isHidden) suppressed.push(finding)
    else kept.push(finding)
  }
  return { kept, suppressed }
}

/** The day in UTC, `2027-01-31`; the empty text, which is before any day, without a date. */
function today(now: Date | undefined): string {
  return now === undefined ? '' : now.toISOString().slice(0, 10)
}

const EXPIRED = 'settings/expired-suppression'
const UNUSED = 'settings/unused-suppression'

class SuppressedFile {
  readonly #used = new Set<SuppressedCode>()
  /** The suppressions for the whole file. */
  readonly #everywhere: readonly Suppression[]
  readonly #byLine = new Map<number, Suppression[]>()

  constructor(
    readonly document: Document,
    readonly suppressions: readonly Suppression[],
    readonly today: string,
  ) {
    this.#everywhere = suppressions.filter(({ lines }) => lines === undefined)
    for (const suppression of suppressions) {
      const { first, last } = suppression.lines ?? { first: 1, last: 0 }
      for (let line = first; line <= last; line++) {
        this.#byLine.set(line, [...(this.#byLine.get(line) ?? []), suppression])
      }
    }
  }

  /** Whether a comment suppresses the findings of a code in the whole file. */
  suppressesEverywhere(code: DiagnosticCode): boolean {
    if (isFixedCode(code)) return false
    return this.#everywhere.some(
      (suppression) =>
        !this.#hasExpired(suppression) &&
        suppression.codes.some(({ pattern }) => codesMatching(pattern).includes(code)),
    )
  }

  /** Whether a comment suppresses a finding; remembers which code of a comment did. */
  suppresses({ code, start }: Diagnostic): boolean {
    if (isFixedCode(code)) return false
    const line = this.document.source.lineAt(start)
    let holds = false
    for (const suppression of [...this.#everywhere, ...(this.#byLine.get(line) ?? [])]) {
      for (const named of suppression.codes) {
        if (!codesMatching(named.pattern).includes(code)) continue
        this.#used.add(named)
        if (!this.#hasExpired(suppression)) holds = true
      }
    }
    return holds
  }

  /** Reports expired and unused comments. */
  report(findings: FileFindings, { isJudged }: SuppressionOptions): void {
    for (const suppression of this.suppressions) {
      const { comment, codes, until } = suppression
      const idle = codes.filter(
        (code) => !this.#used.has(code) && codesMatching(code.pattern).every(isJudged),
      )
      const isIdle = idle.length === codes.length
      const takeOut = findings.safeFix('Take the comment out', removal(comment, this.document))
      const names = listed(codes.map(({ pattern }) => quoted(pattern)))
      if (this.#hasExpired(suppression)) {
        findings.report(EXPIRED, comment, `Suppression of ${names} has expired on ${until}`, {
          detail: 'Mend what it is about, or give it a later day.',
          fix: isIdle ? takeOut : undefined,
        })
      } else if (isIdle) {
        findings.report(UNUSED, comment, `Suppression of ${names} suppresses nothing`, {
          detail: 'Take the comment out.',
          fix: takeOut,
        })
      } else for (const code of idle) this.#reportIdle(code, codes, findings)
    }
  }

  /** Reports one unused code of a comment with several codes. */
  #reportIdle(code: SuppressedCode, codes: readonly SuppressedCode[], findings: FileFindings) {
    findings.report(UNUSED, code, `Suppression of ${quoted(code.pattern)} suppresses nothing`, {
      detail: 'Take the code out of the comment.',
      fix: findings.safeFix('Take the code out', withoutCode(code, codes)),
    })
  }

  #hasExpired({ until }: Suppression): boolean {
    return until !== undefined && until < this.today
  }
}

/** Removes a comment: with its line if it is alone there, otherwise with the blanks before it. */
function removal({ start, end }: Comment, { source }: Document): TextEdit {
  const { text } = source
  const lineStart = source.lineStart(source.lineAt(start))
  const nextLine = source.lineStart(source.lineAt(end) + 1)
  const before = text.slice(lineStart, start)
  const after = text.slice(end, nextLine)
  const isFirst = /^\uFEFF?[ \t\r]*$/.test(before)
  const isLast = /^\s*$/.test(after)
  if (isFirst && isLast) {
    // A byte order mark is not part of the line.
    return { start: lineStart + (before.startsWith('\uFEFF') ? 1 : 0), end: nextLine, text: '' }
  }
  if (isFirst) return { start, end: end + (/^[ \t]*/.exec(after)?.[0].length ?? 0), text: '' }
  const from = start - (/[ \t]*$/.exec(before)?.[0].length ?? 0)
  // The words before and after the comment must not become one.
  return isLast || /^[ \t]/.test(after)
    ? { start: from, end, text: '' }
    : { start: from, end, text: ' ' }
}

/** Removes one of several codes, with the comma towards its neighbour. */
function withoutCode(code: SuppressedCode, codes: readonly SuppressedCode[]): TextEdit {
  const at = codes.indexOf(code)
  const before = codes[at - 1]
  return before === undefined
    ? { start: code.start, end: codes[at + 1]?.start ?? code.end, text: '' }
    : { start: before.end, end: code.end, text: '' }
}

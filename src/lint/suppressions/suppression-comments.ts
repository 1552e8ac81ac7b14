import type { Comment, Document } from '../../../grammar/index.js'
import { CODES, listed } from '../../diagnostics/index.js'
import { closest, didYouMean } from '../../schema/suggest/closest.js'
import { firstTokenFrom, type Range } from '../../syntax/index.js'
import { codesMatching, isFixedCode, prefixesOfCodes } from '../engine/codes.js'
import type { FileFindings } from '../engine/file-findings.js'
import { quoted } from '../names/words.js'

/** Begins every suppression comment; a text without it has none. */
export const SUPPRESSION_WORD = 'ecconf-disable'

const KINDS = {
  'ecconf-disable-next-line': 'next-line',
  'ecconf-disable-line': 'line',
  'ecconf-disable-file': 'file',
} as const

type Kind = (typeof KINDS)[keyof typeof KINDS]

/** A code that a comment suppresses, or with `style/*` all codes of a prefix. */
export interface SuppressedCode extends Range {
  readonly pattern: string
}

/** A comment that suppresses findings. */
export interface Suppression {
  readonly comment: Comment
  /** Never empty. */
  readonly codes: readonly SuppressedCode[]
  /** The lines concerned, 1-based, `last` inclusive; absent for the whole file. */
  readonly lines?: { readonly first: number; readonly last: number }
  /** The last day on which the suppression holds: `2027-01-31`. */
  readonly until?: string
}

/**
 * The suppression comments of a text. Mistakes in a comment are reported: the comment then
 * suppresses nothing, but if only one of its codes is unknown, the others hold.
 */
export function suppressionsIn(findings: FileFindings): Suppression[] {
  const { document } = findings
  return document.comments().flatMap((comment) => {
    const words = wordsOf(comment)
    return words === undefined ? [] : (new Reader(findings, document, words).read() ?? [])
  })
}

/** A comment that begins like a suppression, in parts. */
interface Words {
  readonly comment: Comment
  /** `ecconf-disable-line`, or a misspelling. */
  readonly directive: Range & { readonly text: string }
  /** The text before `--`, with its range in the file. */
  readonly codes: Range & { readonly text: string }
  /** The text after `--`; undefined without `--`. */
  readonly reason: string | undefined
}

function wordsOf(comment: Comment): Words | undefined {
  const text = withoutMarks(comment.text)
  const found = /^\s*(ecconf-disable[\w-]*)/.exec(text)
  const word = found?.[1]
  if (found === null || word === undefined) return undefined
  const end = found[0].length
  const dashes = /(?:^|\s)--(?=\s|$)/.exec(text.slice(end))
  const limit = dashes === null ? text.length : end + dashes.index
  const at = comment.start
  return {
    comment,
    directive: { text: word, start: at + end - word.length, end: at + end },
    codes: { text: text.slice(end, limit), start: at + end, end: at + limit },
    reason: dashes === null ? undefined : text.slice(limit + dashes[0].length),
  }
}

/** A comment's text with its marks replaced by blanks, so that offsets stay the same. */
function withoutMarks(text: string): string {
  const blank = (mark: string) => ' '.repeat(mark.length)
  return text.startsWith('/*')
    ? text.replace(/^\/\*+|\*+\/$|^[ \t]*\*(?!\/)/gm, blank)
    : text.replace(/^#+/, blank)
}

/** Matches `until` and a day; what looks like a version number is not a day. */
const UNTIL =
  /\buntil:?\s+((?:19|20)\d{2}(?:[-./]\d+)*(?![\w.]*\w)|\d{1,2}[-./]\d{1,2}[-./]\d{4}\b)/

class Reader {
  constructor(
    readonly findings: FileFindings,
    readonly document: Document,
    readonly words: Words,
  ) {}

  read(): Suppression | undefined {
    const { comment, directive, reason } = this.words
    const kind = (KINDS as Readonly<Record<string, Kind>>)[directive.text]
    if (kind === undefined) return this.#refuseDirective()
    const until = this.#until()
    if (until === null) return undefined
    if (!this.#hasReason(reason)) return undefined
    if (kind === 'file' && !this.#isOnTop()) {
      return this.#refuse(directive, `${quoted(directive.text)} does not stand at the top`, {
        detail: 'It belongs before the first statement of the file.',
      })
    }
    const codes = this.#codes()
    if (codes.length === 0) return undefined
    return {
      comment,
      codes,
      ...(kind !== 'file' && { lines: kind === 'line' ? this.#ownLines() : this.#nextLines() }),
      ...(until !== undefined && { until }),
    }
  }

  #refuse(at: Range, summary: string, more: Parameters<FileFindings['report']>[3]): undefined {
    this.findings.report('settings/invalid-suppression', at, summary, more)
  }

  #refuseDirective(): undefined {
    const { directive } = this.words
    const names = Object.keys(KINDS)
    const meant = closest(directive.text, names)
    return this.#refuse(directive, `Unknown comment ${quoted(directive.text)}`, {
      detail: meant ? didYouMean(meant.name) : `There are ${listed(names)}.`,
    })
  }

  /** The last day; undefined for none, null for an invalid day, which is reported. */
  #until(): string | null | undefined {
    const { comment } = this.words
    const found = UNTIL.exec(comment.text)
    const text = found?.[1]
    if (found === null || text === undefined) return undefined
    if (isDay(text)) return text
    const end = comment.start + found.index + found[0].length
    this.#refuse({ start: end - text.length, end }, `${quoted(text)} is no day`, {
      detail: 'Write it as in "until 2027-01-31".',
    })
    return null
  }

  #hasReason(reason: string | undefined): boolean {
    if (reason !== undefined && /\p{L}|\d/u.test(reason.replace(UNTIL, ''))) return true
    const { directive, codes } = this.words
    const [code = 'style/unquoted-value'] = codes.text.split(/[\s,]+/).filter(isKnown)
    this.#refuse(directive, `${quoted(directive.text)} gives no reason`, {
      detail: `Write it behind "--": # ${directive.text} ${code} -- the installer writes it so`,
    })
    return false
  }

  #isOnTop(): boolean {
    const { tokens } = this.document.tree
    return tokens.count === 0 || this.words.comment.start < (tokens.start[0] as number)
  }

  #codes(): SuppressedCode[] {
    const { directive, codes } = this.words
    const written = [...codes.text.replace(UNTIL, blanks).matchAll(/[^\s,]+/g)].map((match) => ({
      pattern: match[0],
      start: codes.start + match.index,
      end: codes.start + match.index + match[0].length,
    }))
    if (written.length === 0) {
      this.#refuse(directive, `${quoted(directive.text)} names no code`, {
        detail: `For example: # ${directive.text} style/unquoted-value -- the installer writes it so`,
      })
    }
    return written.filter((code) => this.#isGood(code))
  }

  #isGood(code: SuppressedCode): boolean {
    const { pattern } = code
    if (!isKnown(pattern)) {
      const patterns = prefixesOfCodes().map((prefix) => `${prefix}/*`)
      const meant = closest(pattern, [...Object.keys(CODES), ...patterns])
      this.#refuse(code, `Unknown code ${quoted(pattern)}`, {
        detail: meant
          ? didYouMean(meant.name)
          : 'Codes stand behind each finding; several are set apart by commas.',
      })
      return false
    }
    if (!codesMatching(pattern).every(isFixedCode)) return true
    this.#refuse(code, `${quoted(pattern)} cannot be suppressed`, {
      detail: pattern.startsWith('syntax/')
        ? 'Mend what it finds: the parser can only guess how the text behind it is meant.'
        : 'Mend the comment that it is about.',
    })
    return false
  }

  #ownLines() {
    const { source } = this.document
    const { start, end } = this.words.comment
    return { first: source.lineAt(start), last: source.lineAt(end) }
  }

  /** The lines after the comment up to the first one with a token. */
  #nextLines() {
    const { source, tree } = this.document
    const own = source.lineAt(this.words.comment.end)
    const next = source.lineStart(own + 1)
    const token = firstTokenFrom(tree, next)
    const start = token < tree.tokens.count ? tree.tokens.start[token] : undefined
    const last = start === undefined ? source.lineCount : source.lineAt(start)
    return { first: own + 1, last }
  }
}

function isKnown(pattern: string): boolean {
  return codesMatching(pattern).length > 0
}

function blanks(text: string): string {
  return ' '.repeat(text.length)
}

/** Whether a text is a calendar day, as `2027-01-31`. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
